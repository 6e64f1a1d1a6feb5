-- Failed sign-ins by login, known or not: the lock tells nobody which logins exist. The key is the
-- SHA-256 of the login as typed, since what is typed there is now and then a password.
CREATE TABLE sign_in_failure (
    login_key      bytea PRIMARY KEY,
    failures       int         NOT NULL,
    last_failed_at timestamptz NOT NULL,
    locked_until   timestamptz
);
CREATE INDEX sign_in_failure_age ON sign_in_failure (last_failed_at);

-- One sign-in: the family of all refresh tokens that descend from it.
CREATE TABLE token_family (
    family_id     uuid PRIMARY KEY,
    account_id    uuid        NOT NULL REFERENCES account,
    started_at    timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    revoked_at    timestamptz,
    revoke_reason text
);
CREATE INDEX token_family_account ON token_family (account_id);

CREATE TABLE refresh_token (
    token_hash bytea PRIMARY KEY,  -- SHA-256; the token itself is 256 random bits
    family_id  uuid        NOT NULL REFERENCES token_family ON DELETE CASCADE,
    issued_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_token_family ON refresh_token (family_id);
