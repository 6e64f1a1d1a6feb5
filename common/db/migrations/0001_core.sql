-- What every service keeps in its own schema. Rows are spread by their leading uuid where a database is spread.

-- Audit trail of changes: a stream for each subject, each row's hash chained to the one before.
-- hash = sha256(previous hash || content); the content is common/audit/chain.h's canonical form of the other columns.
CREATE TABLE audit_head (
    stream_id uuid PRIMARY KEY,
    seq       bigint NOT NULL,
    hash      bytea  NOT NULL
);
CREATE TABLE audit_row (
    stream_id     uuid        NOT NULL,
    seq           bigint      NOT NULL,
    at            timestamptz NOT NULL,
    actor         text        NOT NULL,  -- account id; empty for anonymous and for services acting on their own
    actor_service text        NOT NULL,  -- calling service; empty for people
    role          text        NOT NULL,
    method        text        NOT NULL,
    action        text        NOT NULL,
    subject       text        NOT NULL,
    detail        text        NOT NULL,
    trace_id      text        NOT NULL,
    hash          bytea       NOT NULL,
    PRIMARY KEY (stream_id, seq)
);

-- Looks at personal data, in the looker's stream.
CREATE TABLE look_head (LIKE audit_head INCLUDING ALL);
CREATE TABLE look_row (LIKE audit_row INCLUDING ALL);

-- Signed Merkle roots of all heads.
CREATE TABLE audit_seal (
    seq           bigint PRIMARY KEY,
    at            timestamptz NOT NULL,
    streams       bigint      NOT NULL,
    root          bytea       NOT NULL,
    previous_hash bytea       NOT NULL,  -- of the seal before; empty for the first
    signature     bytea       NOT NULL
);

-- Which replica does a singleton's work (sealing).
CREATE TABLE lease (
    name       text PRIMARY KEY,
    holder     text        NOT NULL,
    held_until timestamptz NOT NULL
);

-- Answers remembered under (caller, method, request_id) for 24 hours.
CREATE TABLE idempotency (
    site_id      uuid        NOT NULL,  -- nil uuid for calls without a site
    caller       text        NOT NULL,
    method       text        NOT NULL,
    request_id   text        NOT NULL,
    request_hash bytea       NOT NULL,
    response     bytea,
    expires_at   timestamptz NOT NULL,
    PRIMARY KEY (site_id, caller, method, request_id)
);
CREATE INDEX idempotency_expiry ON idempotency (expires_at);

-- Events for other services, until each target has them.
CREATE TABLE outbox (
    site_id         uuid        NOT NULL,
    version         bigint      NOT NULL,
    event_id        uuid        NOT NULL,
    target          text        NOT NULL,
    topic           text        NOT NULL,
    payload         bytea       NOT NULL,
    created_at      timestamptz NOT NULL,
    attempts        int         NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    PRIMARY KEY (site_id, target, version, event_id)
);
CREATE INDEX outbox_due ON outbox (next_attempt_at);

-- The sites, as far as a scope check needs them. Fed by registration.
CREATE TABLE site_directory (
    site_id         uuid PRIMARY KEY,
    version         bigint   NOT NULL,
    district_code   text     NOT NULL,
    site_class      smallint NOT NULL,
    state           smallint NOT NULL,  -- sems.common.internal.v1.SiteState
    name            text     NOT NULL,
    business_number text     NOT NULL,
    site_sequence   int      NOT NULL,
    approved_on     date     NOT NULL
);
CREATE TABLE site_operator (
    site_id    uuid NOT NULL,
    account_id uuid NOT NULL,
    PRIMARY KEY (site_id, account_id)
);
CREATE INDEX site_operator_account ON site_operator (account_id);

-- Append-only for the service (its role is named by the migrator when the schema is made).
DO $$
BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON audit_row, look_row, audit_seal FROM %I',
                   current_setting('sems.service_role'));
    EXECUTE format('REVOKE DELETE ON audit_head, look_head FROM %I', current_setting('sems.service_role'));
END
$$;
