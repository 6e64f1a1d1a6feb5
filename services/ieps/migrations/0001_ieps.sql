-- 사업장코드: the code by which IEPS knows a site.
CREATE TABLE site_code (
    site_id uuid PRIMARY KEY,
    code    text        NOT NULL,
    version bigint      NOT NULL,
    set_at  timestamptz NOT NULL,
    set_by  text        NOT NULL
);
CREATE TABLE site_code_history (
    site_id     uuid        NOT NULL,
    version     bigint      NOT NULL,
    code        text        NOT NULL,
    set_at      timestamptz NOT NULL,
    set_by      text        NOT NULL,
    replaced_at timestamptz NOT NULL,
    replaced_by text        NOT NULL,
    PRIMARY KEY (site_id, version)
);

-- Code maps. A load is never changed; a later one of the same table takes its place.
CREATE TABLE code_map_load (
    load_id       uuid PRIMARY KEY,
    code_table    smallint    NOT NULL,  -- sems.ieps.v1.CodeTable
    source_note   text        NOT NULL,
    invented      boolean     NOT NULL,
    entry_count   int         NOT NULL,
    loaded_at     timestamptz NOT NULL,
    loaded_by     text        NOT NULL,
    superseded_at timestamptz
);
CREATE UNIQUE INDEX code_map_in_force ON code_map_load (code_table) WHERE superseded_at IS NULL;
CREATE TABLE code_map_entry (
    load_id        uuid NOT NULL REFERENCES code_map_load,
    sems_code      text COLLATE "C" NOT NULL,
    valid_from     date NOT NULL,
    valid_until    date,  -- the first day on which it no longer holds
    ieps_code      text NOT NULL,
    ieps_name      text NOT NULL,
    ieps_unit_code text NOT NULL,
    PRIMARY KEY (load_id, sems_code, valid_from)
);

-- Facility mapping: every saved version of every tab of every survey year stays.
CREATE TABLE mapping_save (
    site_id     uuid        NOT NULL,
    survey_year int         NOT NULL,
    tab         smallint    NOT NULL,  -- sems.ieps.v1.FacilityTab
    version     bigint      NOT NULL,
    saved_at    timestamptz NOT NULL,
    saved_by    text        NOT NULL,
    PRIMARY KEY (site_id, survey_year, tab, version)
);
CREATE TABLE mapping_item (
    site_id     uuid     NOT NULL,
    survey_year int      NOT NULL,
    tab         smallint NOT NULL,
    version     bigint   NOT NULL,
    item_id     uuid     NOT NULL,
    ieps_number text     NOT NULL,
    ieps_name   text     NOT NULL,
    not_in_ieps boolean  NOT NULL,
    PRIMARY KEY (site_id, survey_year, tab, version, item_id),
    FOREIGN KEY (site_id, survey_year, tab, version) REFERENCES mapping_save
);

-- Drafts of a mapping: what the screen shows, not in force.
CREATE TABLE mapping_draft (
    site_id       uuid        NOT NULL,
    draft_id      uuid        NOT NULL,
    survey_year   int         NOT NULL,
    tabs          smallint[]  NOT NULL,
    base_years    int[]       NOT NULL,  -- by tab: what was saved when the draft was made, 0 for nothing
    base_versions bigint[]    NOT NULL,
    created_at    timestamptz NOT NULL,
    created_by    text        NOT NULL,
    expires_at    timestamptz NOT NULL,
    checked_at    timestamptz,
    error_count   int         NOT NULL,
    PRIMARY KEY (site_id, draft_id)
);
CREATE INDEX mapping_draft_expiry ON mapping_draft (expires_at);
CREATE TABLE mapping_draft_row (
    site_id       uuid     NOT NULL,
    draft_id      uuid     NOT NULL,
    position      int      NOT NULL,
    tab           smallint NOT NULL,
    sheet_row     int      NOT NULL,
    sems_number   text     NOT NULL,
    sems_name     text,  -- NULL: not given, not compared
    sems_type     text,
    permit_number text,
    permit_name   text,
    unit          text,
    ieps_number   text     NOT NULL,
    ieps_name     text     NOT NULL,
    not_in_ieps   text     NOT NULL,
    PRIMARY KEY (site_id, draft_id, position),
    FOREIGN KEY (site_id, draft_id) REFERENCES mapping_draft ON DELETE CASCADE
);

-- Exports and their files. The bytes go after 24 hours; digest, who and when stay.
CREATE TABLE export (
    site_id                        uuid        NOT NULL,
    export_id                      uuid        NOT NULL,
    month                          date        NOT NULL,  -- its first day
    forms                          smallint[]  NOT NULL,
    leave_meter_electricity_blank  boolean     NOT NULL,
    leave_daily_fuel_blank         boolean     NOT NULL,
    created_at                     timestamptz NOT NULL,
    created_by                     text        NOT NULL,
    report                         bytea       NOT NULL,  -- sems.ieps.v1.ExportReport
    PRIMARY KEY (site_id, export_id)
);
CREATE TABLE export_file (
    site_id      uuid        NOT NULL,
    export_id    uuid        NOT NULL,
    name         text        NOT NULL,
    content_type text        NOT NULL,
    size_bytes   bigint      NOT NULL,
    sha256       bytea       NOT NULL,
    expires_at   timestamptz NOT NULL,
    content      bytea,
    PRIMARY KEY (site_id, export_id, name),
    FOREIGN KEY (site_id, export_id) REFERENCES export
);
-- Workbooks are compressed already, and are read in pieces.
ALTER TABLE export_file ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX export_file_expiry ON export_file (expires_at) WHERE content IS NOT NULL;
