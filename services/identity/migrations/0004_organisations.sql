-- 업체·기관 whose procedures are theirs and no site's. The rows stay; members come and go.
CREATE TABLE organisation (
    organisation_id uuid PRIMARY KEY,
    name            text        NOT NULL,
    business_number text        NOT NULL UNIQUE,  -- 10 digits
    representative  text        NOT NULL,
    created_at      timestamptz NOT NULL,
    created_by      uuid        NOT NULL REFERENCES account
);
CREATE INDEX organisation_name ON organisation (name, organisation_id);

-- An account belongs to one organisation at most.
CREATE TABLE organisation_member (
    account_id      uuid PRIMARY KEY REFERENCES account,
    organisation_id uuid        NOT NULL REFERENCES organisation,
    is_owner        boolean     NOT NULL,
    joined_at       timestamptz NOT NULL
);
CREATE INDEX organisation_member_of ON organisation_member (organisation_id);
CREATE TABLE organisation_member_history (
    account_id      uuid        NOT NULL,
    organisation_id uuid        NOT NULL,
    joined_at       timestamptz NOT NULL,
    left_at         timestamptz NOT NULL,
    removed_by      text        NOT NULL,
    PRIMARY KEY (account_id, joined_at)
);

CREATE TABLE organisation_invitation (
    code_hash       bytea PRIMARY KEY,  -- SHA-256; the code itself is 256 random bits
    organisation_id uuid        NOT NULL REFERENCES organisation,
    invited_by      uuid        NOT NULL,
    expires_at      timestamptz NOT NULL
);
CREATE INDEX organisation_invitation_age ON organisation_invitation (expires_at);
