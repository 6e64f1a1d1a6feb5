-- Operating records (운영기록). Rows are spread by site_id where the database is spread.
--
-- A record's version is the revision its month had when it was saved, so that it grows for ever, even when a record is
-- removed and entered anew. The history tables keep every former row: who replaced or removed it, and when.

-- One row a site and month: every save of the month locks it, takes the next revision and sees whether the month is
-- confirmed (확정).
CREATE TABLE period (
    site_id       uuid   NOT NULL,
    month         date   NOT NULL,  -- its first day
    revision      bigint NOT NULL,
    confirmed     boolean NOT NULL,
    version       bigint NOT NULL,  -- of the state: 0 until the month is first confirmed
    changed_at    timestamptz,
    changed_by    uuid,
    reopen_reason text NOT NULL,
    PRIMARY KEY (site_id, month)
);
CREATE TABLE period_history (
    site_id       uuid   NOT NULL,
    month         date   NOT NULL,
    version       bigint NOT NULL,
    confirmed     boolean NOT NULL,
    changed_at    timestamptz,
    changed_by    uuid,
    reopen_reason text NOT NULL,
    replaced_at   timestamptz NOT NULL,
    replaced_by   uuid NOT NULL,
    PRIMARY KEY (site_id, month, version)
);

-- What is there of each kind of record, kept with every save.
CREATE TABLE record_count (
    site_id   uuid     NOT NULL,
    month     date     NOT NULL,
    kind      smallint NOT NULL,  -- sems.operations.v1.RecordKind
    entered   int      NOT NULL,
    late      int      NOT NULL,
    corrected int      NOT NULL,
    PRIMARY KEY (site_id, month, kind)
);

CREATE TABLE stack_hours (
    site_id    uuid        NOT NULL,
    stack_id   uuid        NOT NULL,
    day        date        NOT NULL,
    hours      smallint    NOT NULL CHECK (hours BETWEEN 0 AND 24),
    minutes    smallint    NOT NULL CHECK (minutes BETWEEN 0 AND 59 AND hours * 60 + minutes <= 1440),
    remark     text        NOT NULL,
    version    bigint      NOT NULL,
    late       boolean     NOT NULL,
    corrected  boolean     NOT NULL,
    entered_at timestamptz NOT NULL,
    entered_by uuid        NOT NULL,
    changed_at timestamptz,
    changed_by uuid,
    PRIMARY KEY (site_id, stack_id, day)
) PARTITION BY RANGE (day);
CREATE TABLE stack_hours_history (
    site_id     uuid        NOT NULL,
    stack_id    uuid        NOT NULL,
    day         date        NOT NULL,
    version     bigint      NOT NULL,
    hours       smallint    NOT NULL,
    minutes     smallint    NOT NULL,
    remark      text        NOT NULL,
    late        boolean     NOT NULL,
    corrected   boolean     NOT NULL,
    entered_at  timestamptz NOT NULL,
    entered_by  uuid        NOT NULL,
    changed_at  timestamptz,
    changed_by  uuid,
    replaced_at timestamptz NOT NULL,
    replaced_by uuid        NOT NULL,
    removed     boolean     NOT NULL,
    PRIMARY KEY (site_id, stack_id, day, version)
);

CREATE TABLE device_operation (
    site_id           uuid        NOT NULL,
    device_id         uuid        NOT NULL,
    day               date        NOT NULL,
    amount_used_kwh   numeric CHECK (amount_used_kwh >= 0),
    chemical_1        text,
    chemical_1_amount numeric CHECK (chemical_1_amount >= 0),
    chemical_1_unit   smallint,  -- sems.operations.v1.ChemicalUnit
    chemical_2        text,
    chemical_2_amount numeric CHECK (chemical_2_amount >= 0),
    chemical_2_unit   smallint,
    chemical_3        text,
    chemical_3_amount numeric CHECK (chemical_3_amount >= 0),
    chemical_3_unit   smallint,
    version           bigint      NOT NULL,
    late              boolean     NOT NULL,
    corrected         boolean     NOT NULL,
    entered_at        timestamptz NOT NULL,
    entered_by        uuid        NOT NULL,
    changed_at        timestamptz,
    changed_by        uuid,
    PRIMARY KEY (site_id, device_id, day)
) PARTITION BY RANGE (day);
CREATE TABLE device_operation_history (
    site_id           uuid        NOT NULL,
    device_id         uuid        NOT NULL,
    day               date        NOT NULL,
    version           bigint      NOT NULL,
    amount_used_kwh   numeric,
    chemical_1        text,
    chemical_1_amount numeric,
    chemical_1_unit   smallint,
    chemical_2        text,
    chemical_2_amount numeric,
    chemical_2_unit   smallint,
    chemical_3        text,
    chemical_3_amount numeric,
    chemical_3_unit   smallint,
    late              boolean     NOT NULL,
    corrected         boolean     NOT NULL,
    entered_at        timestamptz NOT NULL,
    entered_by        uuid        NOT NULL,
    changed_at        timestamptz,
    changed_by        uuid,
    replaced_at       timestamptz NOT NULL,
    replaced_by       uuid        NOT NULL,
    removed           boolean     NOT NULL,
    PRIMARY KEY (site_id, device_id, day, version)
);

-- 검침값. They belong to the day's device_operation row and change with it.
CREATE TABLE meter_reading (
    site_id   uuid    NOT NULL,
    device_id uuid    NOT NULL,
    day       date    NOT NULL,
    meter_id  uuid    NOT NULL,
    reading   numeric NOT NULL CHECK (reading >= 0),
    PRIMARY KEY (site_id, device_id, day, meter_id)
) PARTITION BY RANGE (day);
CREATE TABLE meter_reading_history (
    site_id   uuid    NOT NULL,
    device_id uuid    NOT NULL,
    day       date    NOT NULL,
    version   bigint  NOT NULL,
    meter_id  uuid    NOT NULL,
    reading   numeric NOT NULL,
    PRIMARY KEY (site_id, device_id, day, version, meter_id)
);

-- Declared rollovers and swaps of meters.
CREATE TABLE meter_event (
    site_id       uuid        NOT NULL,
    device_id     uuid        NOT NULL,
    meter_id      uuid        NOT NULL,
    day           date        NOT NULL,
    new_meter_id  uuid,
    kind          smallint    NOT NULL,  -- sems.operations.v1.MeterEventKind
    digits        smallint    NOT NULL CHECK (digits BETWEEN 1 AND 12),
    last_reading  numeric     NOT NULL CHECK (last_reading >= 0),
    first_reading numeric     NOT NULL CHECK (first_reading >= 0),
    version       bigint      NOT NULL,
    entered_at    timestamptz NOT NULL,
    entered_by    uuid        NOT NULL,
    changed_at    timestamptz,
    changed_by    uuid,
    PRIMARY KEY (site_id, meter_id, day)
);
CREATE INDEX meter_event_day ON meter_event (site_id, day);
CREATE TABLE meter_event_history (
    site_id       uuid        NOT NULL,
    device_id     uuid        NOT NULL,
    meter_id      uuid        NOT NULL,
    day           date        NOT NULL,
    version       bigint      NOT NULL,
    new_meter_id  uuid,
    kind          smallint    NOT NULL,
    digits        smallint    NOT NULL,
    last_reading  numeric     NOT NULL,
    first_reading numeric     NOT NULL,
    entered_at    timestamptz NOT NULL,
    entered_by    uuid        NOT NULL,
    changed_at    timestamptz,
    changed_by    uuid,
    replaced_at   timestamptz NOT NULL,
    replaced_by   uuid        NOT NULL,
    PRIMARY KEY (site_id, meter_id, day, version)
);

CREATE TABLE fuel_use (
    site_id              uuid        NOT NULL,
    emission_facility_id uuid        NOT NULL,
    fuel_id              uuid        NOT NULL,
    day                  date        NOT NULL,  -- of a month's total: the first day
    daily                boolean     NOT NULL,
    amount               numeric     NOT NULL CHECK (amount >= 0),
    version              bigint      NOT NULL,
    late                 boolean     NOT NULL,
    corrected            boolean     NOT NULL,
    entered_at           timestamptz NOT NULL,
    entered_by           uuid        NOT NULL,
    changed_at           timestamptz,
    changed_by           uuid,
    PRIMARY KEY (site_id, emission_facility_id, fuel_id, day, daily)
) PARTITION BY RANGE (day);
CREATE TABLE fuel_use_history (
    site_id              uuid        NOT NULL,
    emission_facility_id uuid        NOT NULL,
    fuel_id              uuid        NOT NULL,
    day                  date        NOT NULL,
    daily                boolean     NOT NULL,
    version              bigint      NOT NULL,
    amount               numeric     NOT NULL,
    late                 boolean     NOT NULL,
    corrected            boolean     NOT NULL,
    entered_at           timestamptz NOT NULL,
    entered_by           uuid        NOT NULL,
    changed_at           timestamptz,
    changed_by           uuid,
    replaced_at          timestamptz NOT NULL,
    replaced_by          uuid        NOT NULL,
    removed              boolean     NOT NULL,
    PRIMARY KEY (site_id, emission_facility_id, fuel_id, day, daily, version)
);

-- Materials, energies and products, by month.
CREATE TABLE monthly_use (
    site_id    uuid        NOT NULL,
    kind       smallint    NOT NULL,  -- 1 material, 2 energy, 3 product
    item_id    uuid        NOT NULL,
    month      date        NOT NULL,  -- its first day
    amount     numeric     NOT NULL CHECK (amount >= 0),
    version    bigint      NOT NULL,
    late       boolean     NOT NULL,
    corrected  boolean     NOT NULL,
    entered_at timestamptz NOT NULL,
    entered_by uuid        NOT NULL,
    changed_at timestamptz,
    changed_by uuid,
    PRIMARY KEY (site_id, kind, item_id, month)
) PARTITION BY RANGE (month);
CREATE TABLE monthly_use_history (
    site_id     uuid        NOT NULL,
    kind        smallint    NOT NULL,
    item_id     uuid        NOT NULL,
    month       date        NOT NULL,
    version     bigint      NOT NULL,
    amount      numeric     NOT NULL,
    late        boolean     NOT NULL,
    corrected   boolean     NOT NULL,
    entered_at  timestamptz NOT NULL,
    entered_by  uuid        NOT NULL,
    changed_at  timestamptz,
    changed_by  uuid,
    replaced_at timestamptz NOT NULL,
    replaced_by uuid        NOT NULL,
    removed     boolean     NOT NULL,
    PRIMARY KEY (site_id, kind, item_id, month, version)
);

-- Partitions of the years 2025–2027, by month for records of days, by year for those of months. The service has no
-- right to make tables: a later migration adds later years, and until then their rows lie in the default partition,
-- where nothing but pruning is lost.
DO $$
DECLARE
    name text;
    month date;
BEGIN
    FOREACH name IN ARRAY ARRAY['stack_hours', 'device_operation', 'meter_reading', 'fuel_use'] LOOP
        FOR month IN SELECT generate_series(date '2025-01-01', date '2027-12-01', interval '1 month') LOOP
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                           name || '_' || to_char(month, 'YYYY_MM'), name, month,
                           (month + interval '1 month')::date);
        END LOOP;
        EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', name || '_other', name);
    END LOOP;
    FOR month IN SELECT generate_series(date '2025-01-01', date '2027-01-01', interval '1 year') LOOP
        EXECUTE format('CREATE TABLE %I PARTITION OF monthly_use FOR VALUES FROM (%L) TO (%L)',
                       'monthly_use_' || to_char(month, 'YYYY'), month, (month + interval '1 year')::date);
    END LOOP;
    CREATE TABLE monthly_use_other PARTITION OF monthly_use DEFAULT;
    -- What was is never changed.
    FOREACH name IN ARRAY ARRAY['period', 'stack_hours', 'device_operation', 'meter_reading', 'meter_event', 'fuel_use',
                                'monthly_use'] LOOP
        EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM %I', name || '_history',
                       current_setting('sems.service_role'));
    END LOOP;
END
$$;
