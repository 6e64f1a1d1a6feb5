-- Partner systems read what is held by cases in which they were granted a role, or are named.
ALTER TABLE attachment_link
    ADD COLUMN role_ids    text[] NOT NULL DEFAULT '{}',
    ADD COLUMN account_ids uuid[] NOT NULL DEFAULT '{}';
CREATE INDEX attachment_link_case ON attachment_link (case_id);
