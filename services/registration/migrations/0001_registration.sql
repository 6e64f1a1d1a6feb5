-- 사업장등록승인: applications, and the sites they become.

CREATE TABLE application (
    id                     uuid PRIMARY KEY,
    applicant_account_id   uuid        NOT NULL,
    reason                 text        NOT NULL CHECK (reason IN ('NEW', 'BUSINESS_NUMBER_CHANGE')),
    state                  text        NOT NULL CHECK (state IN ('PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
    version                bigint      NOT NULL,
    submitted_at           timestamptz NOT NULL,
    applied_on             date        NOT NULL,  -- 가입일자

    site_name              text        NOT NULL,
    district_code          text        NOT NULL,
    business_number        text        NOT NULL CHECK (business_number ~ '^[0-9]{10}$'),
    site_sequence          int         NOT NULL,
    permit_number          text        NOT NULL,
    permit_key             text        NOT NULL,  -- the permit number without spaces
    permit_date            date        NOT NULL,
    site_class             smallint    NOT NULL CHECK (site_class BETWEEN 1 AND 5),
    representative_name    text        NOT NULL,
    address                text        NOT NULL,
    detail_address         text        NOT NULL,
    postal_code            text        NOT NULL,
    contact_name           text        NOT NULL,
    contact_phone          text        NOT NULL,
    contact_mobile         text        NOT NULL,
    contact_email          text        NOT NULL,

    changed_on             date,                  -- 사업자번호변경일
    previous_business_number text,
    previous_site_sequence int,

    decided_at             timestamptz,
    decided_by             uuid,
    approved_on            date,                  -- 승인일자
    rejection_reason       text,
    site_id                uuid,                  -- what it became
    was_handover           boolean,               -- as found when it was decided

    CHECK ((reason = 'BUSINESS_NUMBER_CHANGE') = (previous_business_number IS NOT NULL)),
    CHECK ((state = 'APPROVED') = (site_id IS NOT NULL)),
    CHECK ((state = 'PENDING') = (decided_at IS NULL))
);
-- The same application twice is refused; another applicant's for the same number is for the officer to see.
CREATE UNIQUE INDEX application_pending ON application (business_number, site_sequence, applicant_account_id)
    WHERE state = 'PENDING';
CREATE INDEX application_queue ON application (district_code, state, submitted_at, id);
CREATE INDEX application_applicant ON application (applicant_account_id, submitted_at, id);

CREATE TABLE site (
    id                     uuid PRIMARY KEY,
    version                bigint      NOT NULL,
    state                  text        NOT NULL CHECK (state IN ('OPEN', 'SUSPENDED', 'CLOSED')),
    approved_on            date        NOT NULL,  -- first registration
    local_officer          uuid        NOT NULL,  -- who last approved
    updated_at             timestamptz NOT NULL,

    site_name              text        NOT NULL,
    district_code          text        NOT NULL,
    business_number        text        NOT NULL CHECK (business_number ~ '^[0-9]{10}$'),
    site_sequence          int         NOT NULL,
    permit_number          text        NOT NULL,
    permit_key             text        NOT NULL,
    permit_date            date        NOT NULL,
    site_class             smallint    NOT NULL CHECK (site_class BETWEEN 1 AND 5),
    representative_name    text        NOT NULL,
    address                text        NOT NULL,
    detail_address         text        NOT NULL,
    postal_code            text        NOT NULL,
    contact_name           text        NOT NULL,
    contact_phone          text        NOT NULL,
    contact_mobile         text        NOT NULL,
    contact_email          text        NOT NULL
);
CREATE INDEX site_district ON site (district_code, site_name COLLATE "C", id);
CREATE INDEX site_permit ON site (permit_key, district_code);
CREATE INDEX site_business_number ON site (business_number);

-- Numbers in use by a live site (open or suspended), one site each. Two officers who approve the same number at
-- once meet here.
CREATE TABLE site_number (
    business_number text NOT NULL,
    site_sequence   int  NOT NULL,
    site_id         uuid NOT NULL REFERENCES site DEFERRABLE INITIALLY DEFERRED,  -- claimed before the site is written
    PRIMARY KEY (business_number, site_sequence)
);
CREATE INDEX site_number_site ON site_number (site_id);

-- Who operates a site, now (until IS NULL) and before.
CREATE TABLE operator_term (
    id         uuid PRIMARY KEY,
    site_id    uuid        NOT NULL REFERENCES site,
    account_id uuid        NOT NULL,
    since      timestamptz NOT NULL,
    added_by   uuid        NOT NULL,
    until      timestamptz,
    ended_by   uuid
);
CREATE UNIQUE INDEX operator_term_present ON operator_term (site_id, account_id) WHERE until IS NULL;
CREATE INDEX operator_term_account ON operator_term (account_id) WHERE until IS NULL;

-- Each change, with the site as it was before it. The columns of the former row are NULL for a registration.
CREATE TABLE site_history (
    site_id             uuid        NOT NULL REFERENCES site,
    version             bigint      NOT NULL,  -- of the site after the change
    kind                text        NOT NULL CHECK (kind IN ('REGISTERED', 'NUMBER_CHANGED', 'HANDED_OVER', 'CORRECTED',
                                                    'STATE_SET', 'OPERATOR_ADDED', 'OPERATOR_REMOVED')),
    changed_at          timestamptz NOT NULL,
    changed_by          uuid        NOT NULL,
    change_reason       text        NOT NULL,
    changed_fields      text[]      NOT NULL,

    state               text,
    approved_on         date,
    local_officer       uuid,
    updated_at          timestamptz,
    site_name           text,
    district_code       text,
    business_number     text,
    site_sequence       int,
    permit_number       text,
    permit_date         date,
    site_class          smallint,
    representative_name text,
    address             text,
    detail_address      text,
    postal_code         text,
    contact_name        text,
    contact_phone       text,
    contact_mobile      text,
    contact_email       text,
    PRIMARY KEY (site_id, version)
);

-- What the site was told (account_id IS NULL), or one account in person.
CREATE TABLE site_notice (
    id             uuid PRIMARY KEY,
    site_id        uuid        NOT NULL REFERENCES site,
    account_id     uuid,
    site_name      text        NOT NULL,
    kind           text        NOT NULL CHECK (kind IN ('REGISTERED', 'NUMBER_CHANGED', 'HANDED_OVER', 'CORRECTED',
                                               'STATE_SET', 'OPERATOR_ADDED', 'OPERATOR_REMOVED')),
    noticed_at     timestamptz NOT NULL,
    changed_fields text[]      NOT NULL,
    reason         text        NOT NULL
);
CREATE INDEX site_notice_site ON site_notice (site_id, noticed_at, id) WHERE account_id IS NULL;
CREATE INDEX site_notice_account ON site_notice (account_id, noticed_at, id) WHERE account_id IS NOT NULL;
