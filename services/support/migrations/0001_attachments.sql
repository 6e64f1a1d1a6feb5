-- Files that cases stand on. One belongs to a site, to an organisation, or (neither) to the office of who uploaded it.
CREATE TABLE attachment (
    attachment_id   uuid PRIMARY KEY,
    site_id         uuid,
    organisation_id uuid,
    uploaded_by     uuid        NOT NULL,
    file_name       text        NOT NULL,
    media_type      text        NOT NULL,  -- by its content
    size_bytes      bigint      NOT NULL CHECK (size_bytes > 0),
    sha256          bytea       NOT NULL,
    uploaded_at     timestamptz NOT NULL
);
CREATE INDEX attachment_site ON attachment (site_id, attachment_id DESC) WHERE site_id IS NOT NULL;
CREATE INDEX attachment_organisation ON attachment (organisation_id, attachment_id DESC)
    WHERE organisation_id IS NOT NULL;
CREATE INDEX attachment_uploader ON attachment (uploaded_by, attachment_id DESC);

-- The bytes, in pieces that fit a row well.
CREATE TABLE attachment_piece (
    attachment_id uuid  NOT NULL REFERENCES attachment ON DELETE CASCADE,
    number        int   NOT NULL,  -- from 0
    bytes         bytea NOT NULL,
    PRIMARY KEY (attachment_id, number)
);
ALTER TABLE attachment_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;  -- files are compressed already

-- What a case holds stays.
CREATE TABLE attachment_link (
    attachment_id uuid        NOT NULL REFERENCES attachment,
    case_id       uuid        NOT NULL,
    service       text        NOT NULL,
    linked_at     timestamptz NOT NULL,
    PRIMARY KEY (attachment_id, case_id)
);

-- Bytes kept for each owner: what a quota is held against.
CREATE TABLE attachment_room (
    owner_id   uuid PRIMARY KEY,  -- site, organisation or account
    size_bytes bigint NOT NULL
);
