-- A right that lapses with the day (to ask for an extension) is in the calendar, and never overdue.
ALTER TABLE case_duty ADD COLUMN lapses boolean NOT NULL DEFAULT FALSE;
