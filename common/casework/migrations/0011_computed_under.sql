-- Open cases follow the law data, the holidays and the numbers that their days are computed from.

-- Under which of them what is stored of the case was computed (common/casework/service/editions.h). NULL: nothing of the
-- case can move any more.
ALTER TABLE case_file ADD COLUMN computed_under text;
UPDATE case_file SET computed_under = '' WHERE open;
CREATE INDEX case_file_computed_under ON case_file (computed_under, next_timer_on, case_id)
    WHERE computed_under IS NOT NULL;

-- What is in force: that of the process that started last. One row.
CREATE TABLE case_law_in_force (
    one_row boolean PRIMARY KEY DEFAULT TRUE CHECK (one_row),
    edition text    NOT NULL
);
