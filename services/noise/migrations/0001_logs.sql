-- Records that a noise-emitting site keeps: the weekly operation log (운영기록부, Art. 19) and the self-measurement record
-- (자가측정 기록, Art. 27).
--
-- An entry's version is the revision its volume had when it was saved, so that it grows for ever, even when an entry is
-- taken out and made anew. The history tables keep every former row; the service cannot change or delete there.

-- A volume: one record of one site in one calendar year. Every save locks those it touches and takes the next revision.
CREATE TABLE log_volume (
    site_id       uuid   NOT NULL,
    log           text   NOT NULL CHECK (log IN ('OPERATION', 'SELF_MEASUREMENT')),
    year          int    NOT NULL,
    revision      bigint NOT NULL,
    last_entry_on date,  -- 최종기재일; NULL: nothing was ever written
    PRIMARY KEY (site_id, log, year)
);

CREATE TABLE operation_log (
    site_id           uuid        NOT NULL,
    week_from         date        NOT NULL,
    facility          text        NOT NULL,
    running_hours     numeric     NOT NULL CHECK (running_hours >= 0),
    managed_by        text        NOT NULL,
    operated_by       text        NOT NULL,
    important_matters text        NOT NULL,
    discontinued      boolean     NOT NULL,
    version           bigint      NOT NULL,
    entered_at        timestamptz NOT NULL,
    entered_by        uuid        NOT NULL,
    changed_at        timestamptz,
    changed_by        uuid,
    PRIMARY KEY (site_id, week_from, facility)
);
CREATE INDEX operation_log_facility ON operation_log (site_id, facility, week_from);
CREATE TABLE operation_log_history (
    site_id           uuid        NOT NULL,
    week_from         date        NOT NULL,
    facility          text        NOT NULL,
    version           bigint      NOT NULL,
    running_hours     numeric     NOT NULL,
    managed_by        text        NOT NULL,
    operated_by       text        NOT NULL,
    important_matters text        NOT NULL,
    discontinued      boolean     NOT NULL,
    entered_at        timestamptz NOT NULL,
    entered_by        uuid        NOT NULL,
    changed_at        timestamptz,
    changed_by        uuid,
    replaced_at       timestamptz NOT NULL,
    replaced_by       uuid        NOT NULL,
    removed           boolean     NOT NULL,
    PRIMARY KEY (site_id, week_from, facility, version)
);

CREATE TABLE self_measurement (
    site_id              uuid        NOT NULL,
    measured_on          date        NOT NULL,
    period               text        NOT NULL CHECK (period IN ('DAY', 'EVENING', 'NIGHT')),
    point                text        NOT NULL,
    round                int         NOT NULL,
    noise_db_a           numeric,
    vibration_db_v       numeric,
    noise_limit_db_a     numeric,
    vibration_limit_db_v numeric,
    limit_basis          text        NOT NULL,
    instrument           text        NOT NULL,
    by_agent             boolean     NOT NULL,
    measurer             text        NOT NULL,
    agent_name           text        NOT NULL,
    remark               text        NOT NULL,
    version              bigint      NOT NULL,
    entered_at           timestamptz NOT NULL,
    entered_by           uuid        NOT NULL,
    changed_at           timestamptz,
    changed_by           uuid,
    PRIMARY KEY (site_id, measured_on, period, point, round),
    CHECK (num_nonnulls(noise_db_a, vibration_db_v) > 0)
);
CREATE TABLE self_measurement_history (
    site_id              uuid        NOT NULL,
    measured_on          date        NOT NULL,
    period               text        NOT NULL,
    point                text        NOT NULL,
    round                int         NOT NULL,
    version              bigint      NOT NULL,
    noise_db_a           numeric,
    vibration_db_v       numeric,
    noise_limit_db_a     numeric,
    vibration_limit_db_v numeric,
    limit_basis          text        NOT NULL,
    instrument           text        NOT NULL,
    by_agent             boolean     NOT NULL,
    measurer             text        NOT NULL,
    agent_name           text        NOT NULL,
    remark               text        NOT NULL,
    entered_at           timestamptz NOT NULL,
    entered_by           uuid        NOT NULL,
    changed_at           timestamptz,
    changed_by           uuid,
    replaced_at          timestamptz NOT NULL,
    replaced_by          uuid        NOT NULL,
    removed              boolean     NOT NULL,
    PRIMARY KEY (site_id, measured_on, period, point, round, version)
);
-- Days on which was measured, as far as they have met a cycle of the duty: each meets one, for good, whatever becomes of
-- its records.
CREATE TABLE self_measurement_counted (
    site_id     uuid NOT NULL,
    measured_on date NOT NULL,
    case_id     uuid NOT NULL,
    due_on      date NOT NULL,
    PRIMARY KEY (site_id, measured_on)
);

DO $$
BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON operation_log_history, self_measurement_history, self_measurement_counted FROM %I',
                   current_setting('sems.service_role'));
    EXECUTE format('REVOKE DELETE ON log_volume FROM %I', current_setting('sems.service_role'));
END
$$;
