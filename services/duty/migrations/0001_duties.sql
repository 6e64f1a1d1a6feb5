-- The calendar of duties. What time alone changes (overdue, days left) is not stored; what records make of it is asked
-- of those who keep them.

-- A case, as its service last told of it. A push replaces what an older one said, rows of case_duty included.
CREATE TABLE duty_case (
    case_id           uuid        NOT NULL,
    source            text        NOT NULL,  -- the service that keeps it
    version           bigint      NOT NULL,
    owner_kind        smallint    NOT NULL CHECK (owner_kind BETWEEN 1 AND 3),  -- 1 site, 2 organisation, 3 office
    owner_id          uuid CHECK ((owner_id IS NULL) = (owner_kind = 3)),
    district_code     text        NOT NULL,  -- of what is no site; a site's own stands in site_directory
    procedure_id      text        NOT NULL,
    procedure_name_ko text        NOT NULL,
    procedure_name_en text        NOT NULL,
    kind              smallint    NOT NULL,  -- sems.duty.v1.DutyKind
    subject_name      text        NOT NULL,
    office_roles      text[]      NOT NULL,  -- whose officers deal with it; empty: local and regional ones
    updated_at        timestamptz NOT NULL,
    PRIMARY KEY (case_id)
);
CREATE INDEX duty_case_owner ON duty_case (owner_id);

CREATE TABLE case_duty (
    case_id               uuid     NOT NULL,
    clock_id              text     NOT NULL,
    run                   int      NOT NULL,
    title_ko              text     NOT NULL,
    title_en              text     NOT NULL,
    who                   text     NOT NULL,  -- JSON: [{"id", "ko", "en", "role"}]
    party_owes            boolean  NOT NULL,
    clock_status          smallint NOT NULL,  -- sems.casework.v1.ClockStatus
    started_on            date,
    due_on                date,
    warn_on               date,
    ended_on              date,
    service_level_only    boolean  NOT NULL,
    article               text     NOT NULL,
    explanation_ko        text     NOT NULL,
    explanation_en        text     NOT NULL,
    meeting_event_id      text     NOT NULL,
    meeting_event_name_ko text     NOT NULL,
    meeting_event_name_en text     NOT NULL,
    procedure_id          text     NOT NULL,  -- empty: the case's own
    PRIMARY KEY (case_id, clock_id, run),
    FOREIGN KEY (case_id) REFERENCES duty_case
);
-- Those still to be done, by day: what offices look through.
CREATE INDEX case_duty_open ON case_duty (due_on) WHERE clock_status IN (1, 2, 3, 4);

-- Private addresses of calendars. Of a secret only its hash is kept.
CREATE TABLE feed (
    feed_id         uuid        NOT NULL PRIMARY KEY,
    owner_kind      smallint    NOT NULL CHECK (owner_kind IN (1, 2)),
    owner_id        uuid        NOT NULL,
    name            text        NOT NULL,
    secret_hash     bytea       NOT NULL UNIQUE,
    created_at      timestamptz NOT NULL,
    created_by      uuid        NOT NULL,
    revoked_at      timestamptz,
    last_fetched_on date
);
CREATE INDEX feed_owner ON feed (owner_id);

CREATE TABLE channel (
    channel_id   uuid        NOT NULL PRIMARY KEY,
    owner_kind   smallint    NOT NULL CHECK (owner_kind IN (1, 2)),
    owner_id     uuid        NOT NULL,
    kind         smallint    NOT NULL,  -- sems.duty.v1.ChannelKind
    name         text        NOT NULL,
    address      text        NOT NULL,  -- personal data: never in logs or answers as it is
    secret       text        NOT NULL,  -- that webhooks are signed with; empty for e-mail
    confirmed_at timestamptz,
    created_at   timestamptz NOT NULL,
    created_by   uuid        NOT NULL
);
CREATE INDEX channel_owner ON channel (owner_id);

-- Codes that confirm an e-mail address, hashed. Each attempt to send one makes its own.
CREATE TABLE channel_confirmation (
    code_hash  bytea       NOT NULL PRIMARY KEY,
    channel_id uuid        NOT NULL REFERENCES channel ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);
CREATE INDEX channel_confirmation_channel ON channel_confirmation (channel_id);

CREATE TABLE reminder_rule (
    rule_id      uuid        NOT NULL PRIMARY KEY,
    owner_kind   smallint    NOT NULL CHECK (owner_kind IN (1, 2)),
    owner_id     uuid        NOT NULL,
    channel_id   uuid        NOT NULL REFERENCES channel ON DELETE CASCADE,
    lead_days    text        NOT NULL,  -- JSON: [30, 7]
    when_overdue boolean     NOT NULL,
    kinds        text        NOT NULL,  -- JSON: [1, 9]
    created_at   timestamptz NOT NULL,
    created_by   uuid        NOT NULL
);
CREATE INDEX reminder_rule_owner ON reminder_rule (owner_id);

-- For whom reminders are planned: once a day, and again when something of theirs has changed since.
CREATE TABLE reminder_owner (
    owner_kind   smallint    NOT NULL,
    owner_id     uuid        NOT NULL,
    revision     bigint      NOT NULL,  -- grows with every change that planning must see
    planned_on   date,                  -- the day of the last planning that saw everything; NULL: to be planned
    next_look_at timestamptz NOT NULL,  -- by the machine's clock; a planner that takes the row sets it ahead
    PRIMARY KEY (owner_kind, owner_id)
);

-- What is to be sent, and what became of it.
CREATE TABLE reminder (
    reminder_id     uuid        NOT NULL PRIMARY KEY,
    owner_kind      smallint    NOT NULL,
    owner_id        uuid        NOT NULL,
    channel_id      uuid        NOT NULL,  -- of a channel that may be gone by now
    masked_address  text        NOT NULL,
    purpose         smallint    NOT NULL CHECK (purpose IN (1, 2)),  -- 1 a duty, 2 to confirm an address
    duty_id         text        NOT NULL,
    title_ko        text        NOT NULL,
    title_en        text        NOT NULL,
    due_on          date,
    lead_days       int         NOT NULL,
    state           smallint    NOT NULL,  -- sems.duty.v1.ReminderState
    attempts        int         NOT NULL,
    not_before      timestamptz NOT NULL,  -- by the system's clock: the hour of the day at which people are reminded
    next_attempt_at timestamptz NOT NULL,  -- by the machine's clock; a sender that takes the row sets it ahead
    reason          text        NOT NULL,
    created_at      timestamptz NOT NULL,
    ended_at        timestamptz
);
-- Planned once, however often and by however many it is planned.
CREATE UNIQUE INDEX reminder_once ON reminder (channel_id, duty_id, due_on, lead_days) WHERE purpose = 1;
CREATE INDEX reminder_owner_newest ON reminder (owner_id, reminder_id);
CREATE INDEX reminder_pending ON reminder (next_attempt_at) WHERE state = 1;
