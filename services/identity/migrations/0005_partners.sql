-- 연계 기관 시스템 and what each was granted.
CREATE TABLE partner (
    partner_id     uuid PRIMARY KEY,
    name           text        NOT NULL,
    state          text        NOT NULL CHECK (state IN ('ACTIVE', 'SUSPENDED')),
    public_jwk     text        NOT NULL,
    key_id         text        NOT NULL,
    granted_roles  text[]      NOT NULL,  -- statutory roles of the law data
    district_codes text[]      NOT NULL,  -- 2 or 5 digits
    version        bigint      NOT NULL,
    registered_at  timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    changed_by     text        NOT NULL
);
CREATE INDEX partner_name ON partner (name, partner_id);
CREATE TABLE partner_history (
    partner_id     uuid        NOT NULL,
    version        bigint      NOT NULL,
    state          text        NOT NULL,
    public_jwk     text        NOT NULL,
    granted_roles  text[]      NOT NULL,
    district_codes text[]      NOT NULL,
    since          timestamptz NOT NULL,
    since_by       text        NOT NULL,
    replaced_at    timestamptz NOT NULL,
    replaced_by    text        NOT NULL,
    PRIMARY KEY (partner_id, version)
);

-- Assertions that were used, for as long as one could come again. The key: SHA-256 of its jti.
CREATE TABLE partner_assertion (
    partner_id uuid        NOT NULL,
    jti_hash   bytea       NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, jti_hash)
);
