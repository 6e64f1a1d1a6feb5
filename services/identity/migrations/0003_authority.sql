-- 관할 of an officer: 2 or 5 digits each. No row, or none in it: the officer sees no site.
CREATE TABLE jurisdiction (
    account_id     uuid PRIMARY KEY REFERENCES account,
    district_codes text[]      NOT NULL,
    version        bigint      NOT NULL,
    set_at         timestamptz NOT NULL,
    set_by         text        NOT NULL
);
CREATE TABLE jurisdiction_history (
    account_id     uuid        NOT NULL,
    version        bigint      NOT NULL,
    district_codes text[]      NOT NULL,
    set_at         timestamptz NOT NULL,
    set_by         text        NOT NULL,
    replaced_at    timestamptz NOT NULL,
    replaced_by    text        NOT NULL,
    PRIMARY KEY (account_id, version)
);

-- 측정대행 위임: which agent may enter a site's self-measurement on which days (both included).
-- A row changes once at most, when it is revoked.
CREATE TABLE delegation (
    delegation_id    uuid PRIMARY KEY,
    site_id          uuid        NOT NULL,
    agent_account_id uuid        NOT NULL REFERENCES account,
    starts_on        date        NOT NULL,
    ends_on          date        NOT NULL CHECK (ends_on >= starts_on),
    created_at       timestamptz NOT NULL,
    created_by       text        NOT NULL,
    revoked_at       timestamptz,
    revoked_by       text
);
CREATE INDEX delegation_site ON delegation (site_id, starts_on DESC, delegation_id DESC);
CREATE INDEX delegation_agent ON delegation (agent_account_id, starts_on DESC, delegation_id DESC);
