-- SEMS's own code tables, loaded by 국립환경과학원. `code_table`: services/facility/domain/code_book.h.
CREATE TABLE code (
    code_table  smallint NOT NULL,
    code        text     COLLATE "C" NOT NULL,
    version     bigint   NOT NULL,
    name        text     NOT NULL,
    unit_code   text     NOT NULL,
    valid_from  date,
    valid_until date,
    PRIMARY KEY (code_table, code)
);

CREATE TABLE former_code (
    code_table  smallint    NOT NULL,
    code        text        NOT NULL,
    version     bigint      NOT NULL,
    former      jsonb       NOT NULL,
    replaced_at timestamptz NOT NULL,
    replaced_by text        NOT NULL,
    PRIMARY KEY (code_table, code, version)
);

-- The two stack types that the IEPS manual's mapping screen shows (04, 시설정보 매핑). It names no others, and no codes
-- of the other tables: those are loaded.
INSERT INTO code (code_table, code, version, name, unit_code) VALUES
    (1, '1', 1, '원형배출구', ''),
    (1, '5', 1, 'TMS', '');
