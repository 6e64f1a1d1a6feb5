-- Self-measurement (자가측정사항). Rows are spread by site_id where the database is spread; code tables are not.
--
-- A sampling's version is the revision its month had when it was saved, so that it grows for ever, even when a
-- sampling is removed and entered anew. The history tables keep every former row with its results.

-- One row a site and month: every save of the month locks it and takes the next revision.
CREATE TABLE month_revision (
    site_id  uuid   NOT NULL,
    month    date   NOT NULL,  -- its first day
    revision bigint NOT NULL,
    PRIMARY KEY (site_id, month)
);

CREATE TABLE sampling (
    site_id                 uuid        NOT NULL,
    stack_id                uuid        NOT NULL,
    day                     date        NOT NULL,
    sampling_number         smallint    NOT NULL CHECK (sampling_number BETWEEN 1 AND 999),
    time_of_day             text        NOT NULL,  -- HH:MM, or empty
    weather_condition       text        NOT NULL,
    air_temperature_celsius numeric,
    humidity_percent        numeric CHECK (humidity_percent BETWEEN 0 AND 100),
    pressure_mmhg           numeric,
    wind_direction          text        NOT NULL,
    wind_speed_m_per_s      numeric CHECK (wind_speed_m_per_s >= 0),
    flow_sm3_per_min        numeric CHECK (flow_sm3_per_min >= 0),
    velocity_m_per_s        numeric CHECK (velocity_m_per_s >= 0),
    gas_temperature_celsius numeric,
    moisture_percent        numeric CHECK (moisture_percent BETWEEN 0 AND 100),
    standard_oxygen_percent numeric CHECK (standard_oxygen_percent >= 0 AND standard_oxygen_percent < 21),
    measured_oxygen_percent numeric CHECK (measured_oxygen_percent >= 0),
    version                 bigint      NOT NULL,
    late                    boolean     NOT NULL,
    corrected               boolean     NOT NULL,
    entered_at              timestamptz NOT NULL,
    entered_by              uuid        NOT NULL,
    changed_at              timestamptz,
    changed_by              uuid,
    PRIMARY KEY (site_id, stack_id, day, sampling_number)
) PARTITION BY RANGE (day);

-- They belong to the sampling and change with it.
CREATE TABLE pollutant_result (
    site_id         uuid     NOT NULL,
    stack_id        uuid     NOT NULL,
    day             date     NOT NULL,
    sampling_number smallint NOT NULL,
    pollutant_code  text     NOT NULL,
    concentration   numeric  NOT NULL CHECK (concentration >= 0),
    unit_code       text     NOT NULL,
    method          text     NOT NULL,
    instrument      text     NOT NULL,
    agent           text     NOT NULL,
    sampler         text     NOT NULL,
    analyst         text     NOT NULL,
    PRIMARY KEY (site_id, stack_id, day, sampling_number, pollutant_code)
) PARTITION BY RANGE (day);

CREATE TABLE sampling_history (
    site_id                 uuid        NOT NULL,
    stack_id                uuid        NOT NULL,
    day                     date        NOT NULL,
    sampling_number         smallint    NOT NULL,
    time_of_day             text        NOT NULL,
    weather_condition       text        NOT NULL,
    air_temperature_celsius numeric,
    humidity_percent        numeric,
    pressure_mmhg           numeric,
    wind_direction          text        NOT NULL,
    wind_speed_m_per_s      numeric,
    flow_sm3_per_min        numeric,
    velocity_m_per_s        numeric,
    gas_temperature_celsius numeric,
    moisture_percent        numeric,
    standard_oxygen_percent numeric,
    measured_oxygen_percent numeric,
    version                 bigint      NOT NULL,
    late                    boolean     NOT NULL,
    corrected               boolean     NOT NULL,
    entered_at              timestamptz NOT NULL,
    entered_by              uuid        NOT NULL,
    changed_at              timestamptz,
    changed_by              uuid,
    replaced_at             timestamptz NOT NULL,
    replaced_by             uuid        NOT NULL,
    removed                 boolean     NOT NULL,
    PRIMARY KEY (site_id, stack_id, day, sampling_number, version)
);
CREATE TABLE pollutant_result_history (
    site_id         uuid     NOT NULL,
    stack_id        uuid     NOT NULL,
    day             date     NOT NULL,
    sampling_number smallint NOT NULL,
    version         bigint   NOT NULL,
    pollutant_code  text     NOT NULL,
    concentration   numeric  NOT NULL,
    unit_code       text     NOT NULL,
    method          text     NOT NULL,
    instrument      text     NOT NULL,
    agent           text     NOT NULL,
    sampler         text     NOT NULL,
    analyst         text     NOT NULL,
    PRIMARY KEY (site_id, stack_id, day, sampling_number, version, pollutant_code)
);

-- Pollutants and concentration units, loaded by the administrator. Small, the same for every site.
CREATE TABLE code (
    code_table   smallint NOT NULL,  -- sems.measurement.v1.CodeTable
    code         text     NOT NULL,
    valid_from   date     NOT NULL,
    valid_until  date CHECK (valid_until > valid_from),  -- first day on which it no longer holds
    name_ko      text     NOT NULL,
    molar_mass   numeric CHECK (molar_mass > 0),  -- g/mol
    PRIMARY KEY (code_table, code, valid_from)
);

-- Partitions of the years 2025–2027 by month. The service has no right to make tables: a later migration adds later
-- years, and until then their rows lie in the default partition, where nothing but pruning is lost.
DO $$
DECLARE
    name text;
    month date;
BEGIN
    FOREACH name IN ARRAY ARRAY['sampling', 'pollutant_result'] LOOP
        FOR month IN SELECT generate_series(date '2025-01-01', date '2027-12-01', interval '1 month') LOOP
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                           name || '_' || to_char(month, 'YYYY_MM'), name, month,
                           (month + interval '1 month')::date);
        END LOOP;
        EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', name || '_other', name);
        -- What was is never changed.
        EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM %I', name || '_history',
                       current_setting('sems.service_role'));
    END LOOP;
END
$$;
