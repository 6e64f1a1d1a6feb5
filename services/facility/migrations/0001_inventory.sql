-- The inventory of a site: kept per survey year (조사년도); an item has one id for life.

CREATE TABLE survey_year (
    site_id             uuid        NOT NULL,
    survey_year         int         NOT NULL,
    copied_from         int         NOT NULL DEFAULT 0,  -- 0: opened with the site's approval
    version             bigint      NOT NULL,            -- grows with every change of what the year holds
    connections_version bigint      NOT NULL,
    opened_at           timestamptz NOT NULL,
    PRIMARY KEY (site_id, survey_year)
);

-- 사업장현황
CREATE TABLE site_facts (
    site_id              uuid     NOT NULL,
    survey_year          int      NOT NULL,
    version              bigint   NOT NULL,
    site_class           smallint NOT NULL,  -- 종별, as registered
    approved_on          date     NOT NULL,  -- 승인일자, as registered
    industry_code        text     NOT NULL DEFAULT '',
    region_class         smallint NOT NULL DEFAULT 0,
    industrial_complex   text     NOT NULL DEFAULT '',
    tms                  boolean  NOT NULL DEFAULT false,
    tms_site_code        text     NOT NULL DEFAULT '',
    tms_stack_count      int      NOT NULL DEFAULT 0,
    operation_started_on date,
    PRIMARY KEY (site_id, survey_year),
    FOREIGN KEY (site_id, survey_year) REFERENCES survey_year
);

-- What an item is for life. One version counts the changes of all its years, meters and its closing.
CREATE TABLE inventory_item (
    site_id   uuid     NOT NULL,
    item_id   uuid     NOT NULL,
    kind      smallint NOT NULL,  -- services/facility/domain/kind.h
    version   bigint   NOT NULL,
    closed_on date,
    PRIMARY KEY (site_id, item_id)
);

-- 배출구
CREATE TABLE stack_year (
    site_id       uuid     NOT NULL,
    survey_year   int      NOT NULL,
    item_id       uuid     NOT NULL,
    number        text     NOT NULL,
    number_key    text     COLLATE "C" NOT NULL,  -- sorts as people count
    name          text     NOT NULL,
    type_code     text     NOT NULL,
    permit_number text     NOT NULL,
    permit_name   text     NOT NULL,
    height_m      numeric,
    diameter_m    numeric,
    temperature_c numeric,
    latitude      numeric,
    longitude     numeric,
    stack_class   smallint NOT NULL,
    tms           boolean  NOT NULL,
    PRIMARY KEY (site_id, survey_year, item_id),
    -- Deferrable: judged at the end of a statement, so that one batch may swap two numbers.
    UNIQUE (site_id, survey_year, number) DEFERRABLE,
    FOREIGN KEY (site_id, survey_year) REFERENCES survey_year,
    FOREIGN KEY (site_id, item_id) REFERENCES inventory_item
);

-- 배출시설
CREATE TABLE emission_facility_year (
    site_id       uuid NOT NULL,
    survey_year   int  NOT NULL,
    item_id       uuid NOT NULL,
    number        text NOT NULL,
    number_key    text COLLATE "C" NOT NULL,
    name          text NOT NULL,
    type_code     text NOT NULL,
    capacity      numeric,
    capacity_unit text NOT NULL,
    permit_number text NOT NULL,
    installed_on  date,
    PRIMARY KEY (site_id, survey_year, item_id),
    UNIQUE (site_id, survey_year, number) DEFERRABLE,
    FOREIGN KEY (site_id, survey_year) REFERENCES survey_year,
    FOREIGN KEY (site_id, item_id) REFERENCES inventory_item
);

-- 방지시설
CREATE TABLE control_device_year (
    site_id       uuid NOT NULL,
    survey_year   int  NOT NULL,
    item_id       uuid NOT NULL,
    number        text NOT NULL,
    number_key    text COLLATE "C" NOT NULL,
    name          text NOT NULL,
    type_code     text NOT NULL,
    capacity      numeric,
    capacity_unit text NOT NULL,
    permit_number text NOT NULL,
    installed_on  date,
    PRIMARY KEY (site_id, survey_year, item_id),
    UNIQUE (site_id, survey_year, number) DEFERRABLE,
    FOREIGN KEY (site_id, survey_year) REFERENCES survey_year,
    FOREIGN KEY (site_id, item_id) REFERENCES inventory_item
);

-- 설계효율
CREATE TABLE treated_pollutant (
    site_id            uuid NOT NULL,
    survey_year        int  NOT NULL,
    item_id            uuid NOT NULL,
    pollutant_code     text COLLATE "C" NOT NULL,
    efficiency_percent numeric,
    PRIMARY KEY (site_id, survey_year, item_id, pollutant_code),
    FOREIGN KEY (site_id, survey_year, item_id) REFERENCES control_device_year
);

-- 적산전력계: dated by day, not by survey year, so that January's first reading finds December's meter.
CREATE TABLE power_meter (
    site_id       uuid     NOT NULL,
    meter_id      uuid     NOT NULL,
    item_id       uuid     NOT NULL,
    meter_number  text     NOT NULL,
    multiplier    numeric  NOT NULL,
    valid_from    date     NOT NULL,
    digits        smallint NOT NULL,  -- 0: unknown
    removed_on    date,               -- equal to valid_from: never in use
    serial_number text     NOT NULL,
    PRIMARY KEY (site_id, meter_id),
    FOREIGN KEY (site_id, item_id) REFERENCES inventory_item
);
CREATE INDEX power_meter_device ON power_meter (site_id, item_id);

-- 생산제품, 연료, 원부원료, 에너지
CREATE TABLE item_year (
    site_id     uuid     NOT NULL,
    survey_year int      NOT NULL,
    item_id     uuid     NOT NULL,
    kind        smallint NOT NULL,
    number      text     NOT NULL,
    number_key  text     COLLATE "C" NOT NULL,
    code        text     NOT NULL,
    name        text     NOT NULL,
    other_name  text     NOT NULL,
    unit_code   text     NOT NULL,
    PRIMARY KEY (site_id, survey_year, item_id),
    UNIQUE (site_id, survey_year, kind, number) DEFERRABLE,
    FOREIGN KEY (site_id, survey_year) REFERENCES survey_year,
    FOREIGN KEY (site_id, item_id) REFERENCES inventory_item
);

-- Fuels and materials that an emission facility takes.
CREATE TABLE facility_use (
    site_id     uuid NOT NULL,
    survey_year int  NOT NULL,
    facility_id uuid NOT NULL,
    item_id     uuid NOT NULL,
    PRIMARY KEY (site_id, survey_year, facility_id, item_id),
    FOREIGN KEY (site_id, survey_year, facility_id) REFERENCES emission_facility_year,
    FOREIGN KEY (site_id, survey_year, item_id) REFERENCES item_year
);

-- 연결
CREATE TABLE connection (
    site_id     uuid NOT NULL,
    survey_year int  NOT NULL,
    from_id     uuid NOT NULL,
    to_id       uuid NOT NULL,
    PRIMARY KEY (site_id, survey_year, from_id, to_id),
    FOREIGN KEY (site_id, survey_year) REFERENCES survey_year,
    FOREIGN KEY (site_id, from_id) REFERENCES inventory_item,
    FOREIGN KEY (site_id, to_id) REFERENCES inventory_item
);

-- 환경기술인
CREATE TABLE technician (
    site_id       uuid   NOT NULL,
    technician_id uuid   NOT NULL,
    version       bigint NOT NULL,
    name          text   NOT NULL,
    qualification text   NOT NULL,
    appointed_on  date   NOT NULL,
    dismissed_on  date,
    PRIMARY KEY (site_id, technician_id)
);

-- What rows were before they were changed, with who and when. `subject` names the table, `version` the version that
-- was replaced; survey_year is 0 for what is not kept by year. Read by people, not computed on.
CREATE TABLE former_row (
    site_id     uuid        NOT NULL,
    subject     text        NOT NULL,
    subject_id  uuid        NOT NULL,
    survey_year int         NOT NULL,
    version     bigint      NOT NULL,
    former      jsonb       NOT NULL,
    replaced_at timestamptz NOT NULL,
    replaced_by text        NOT NULL,  -- account id, or the service's name
    PRIMARY KEY (site_id, subject, subject_id, survey_year, version)
);
