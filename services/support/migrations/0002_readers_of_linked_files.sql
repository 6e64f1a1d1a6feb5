-- Whoever sees the case reads what it holds: the owner of its subject, and the offices of its district.
ALTER TABLE attachment_link
    ADD COLUMN site_id         uuid,
    ADD COLUMN organisation_id uuid,
    ADD COLUMN district_code   text NOT NULL DEFAULT '';
