-- Cases of the procedures a service keeps. The history (case_event) is the truth; case_file holds what it has made of
-- the case, so that it can be found and shown without being replayed.

CREATE TABLE case_file (
    case_id              uuid        PRIMARY KEY,
    -- What it is about: exactly one owner, and which thing of theirs.
    site_id              uuid,
    organisation_id      uuid,
    office_district_code text,
    subject_name         text        NOT NULL,
    district_code        text        NOT NULL,  -- decides which office is competent
    procedure            text        NOT NULL,
    machine              text        NOT NULL,
    variant              text        NOT NULL,
    -- What runs once at a time for one subject: the machine, or the procedure where the flow is everybody's.
    exclusive_run        text        NOT NULL,
    decided_by           text        NOT NULL,  -- roles of this system that decide it: "LOCAL_OFFICER MINISTRY"
    -- Who opened it; from then on that office or organisation is the party, unless it is begun ex officio.
    opened_by_authority  boolean     NOT NULL,
    opened_by_account    uuid        NOT NULL,
    opened_by_role       text        NOT NULL,
    opened_by_districts  text[]      NOT NULL,  -- the jurisdictions of the opening office
    opened_on            date        NOT NULL,
    opened_at            timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    -- What its history has made of it.
    sequence             bigint      NOT NULL,
    state                text        NOT NULL,
    open                 boolean     NOT NULL,
    next_due_on          date        NOT NULL,  -- of the open clock that ends first; infinity: none has a day
    next_clock           text        NOT NULL,
    next_timer_on        date,                  -- when the background has to look at it
    blocked              boolean     NOT NULL,  -- a timer has come due that waits for a judgement or a number
    waits_for            text[]      NOT NULL,  -- law parameters without a number that its clocks need
    fold                 jsonb       NOT NULL,
    CHECK (num_nonnulls(site_id, organisation_id, office_district_code) = 1)
);
-- The docket: each reads a page by due day from one end of one index, however many cases there are.
CREATE INDEX case_file_nation ON case_file (open, next_due_on, case_id);
CREATE INDEX case_file_district ON case_file (district_code, open, next_due_on, case_id);
CREATE INDEX case_file_office ON case_file (decided_by, district_code, open, next_due_on, case_id);
CREATE INDEX case_file_decided ON case_file (decided_by, open, next_due_on, case_id);
CREATE INDEX case_file_procedure ON case_file (procedure, district_code, open, next_due_on, case_id);
CREATE INDEX case_file_site ON case_file (site_id, open, next_due_on, case_id) WHERE site_id IS NOT NULL;
CREATE INDEX case_file_organisation ON case_file (organisation_id, open, next_due_on, case_id)
    WHERE organisation_id IS NOT NULL;
CREATE INDEX case_file_blocked ON case_file (next_due_on, case_id) WHERE blocked AND open;
CREATE INDEX case_file_blocked_district ON case_file (district_code, next_due_on, case_id) WHERE blocked AND open;
CREATE INDEX case_file_timer ON case_file (next_timer_on, case_id) WHERE next_timer_on IS NOT NULL;
CREATE INDEX case_file_waits ON case_file USING gin (waits_for) WHERE waits_for <> '{}';
CREATE UNIQUE INDEX case_file_one_open ON case_file
    (COALESCE(site_id::text, organisation_id::text, office_district_code), subject_name, exclusive_run) WHERE open;

-- The history. Every change of a case is an entry here, from which case_file can be made again.
CREATE TABLE case_event (
    case_id     uuid        NOT NULL,
    sequence    bigint      NOT NULL,  -- from 1
    kind        text        NOT NULL,
    event       text        NOT NULL,
    occurred_on date        NOT NULL,
    recorded_at timestamptz NOT NULL,
    account_id  uuid,                  -- NULL: the clock
    entry       jsonb       NOT NULL,
    PRIMARY KEY (case_id, sequence)
);

-- Bodies named in a case (검사기관, 관계기관), who may see it from then on.
CREATE TABLE case_body (
    case_id         uuid NOT NULL,
    role            text NOT NULL,  -- statutory role
    organisation_id uuid,
    account_id      uuid,
    CHECK (num_nonnulls(organisation_id, account_id) = 1)
);
CREATE UNIQUE INDEX case_body_once ON case_body (case_id, role, organisation_id, account_id) NULLS NOT DISTINCT;
CREATE INDEX case_body_organisation ON case_body (organisation_id, case_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX case_body_account ON case_body (account_id, case_id) WHERE account_id IS NOT NULL;

-- Numbers that the law's text leaves open, as the ministry has set them: from a day on, with the article that gives
-- them. A row stays when another follows; `period_amount` NULL: unset again.
CREATE TABLE law_parameter (
    parameter_id   text        NOT NULL,
    version        bigint      NOT NULL,  -- from 1
    period_amount  int,
    period_unit    text,
    effective_from date        NOT NULL,
    legal_basis    text        NOT NULL,
    set_by         uuid        NOT NULL,
    set_at         timestamptz NOT NULL,
    PRIMARY KEY (parameter_id, version),
    CHECK ((period_amount IS NULL) = (period_unit IS NULL))
);
-- Numbers that were set, and whose cases have not all been looked at again.
CREATE TABLE law_parameter_news (
    parameter_id text PRIMARY KEY
);

DO $$
BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON case_event, law_parameter FROM %I', current_setting('sems.service_role'));
    EXECUTE format('REVOKE DELETE ON case_file FROM %I', current_setting('sems.service_role'));
END
$$;
