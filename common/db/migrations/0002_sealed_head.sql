-- The heads that the last seal covers: what the next seal must extend, and what `semsd audit verify` holds the rows
-- against while the heads move on. Their Merkle root is the last seal's.
CREATE TABLE audit_sealed_head (
    trail     text   NOT NULL,  -- changes, looks
    stream_id uuid   NOT NULL,
    seq       bigint NOT NULL,
    hash      bytea  NOT NULL,
    PRIMARY KEY (trail, stream_id)
);

-- Which key signed: the RFC 7638 thumbprint of its public half.
ALTER TABLE audit_seal ADD COLUMN key_id text NOT NULL;

DO $$
BEGIN
    EXECUTE format('REVOKE DELETE ON audit_sealed_head FROM %I', current_setting('sems.service_role'));
END
$$;
