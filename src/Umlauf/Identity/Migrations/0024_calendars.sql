-- Holidays that the law gives only to some municipalities of a state (LocalHolidays).
ALTER TABLE identity_municipality ADD COLUMN local_holidays integer NOT NULL DEFAULT 0;

-- A new value with each change of anything that working days depend on.
ALTER TABLE identity_administration ADD COLUMN calendar {id};

-- Days on which an office and every office below it is closed (Schließtage).
CREATE TABLE identity_closing_day (
    tenant_id integer NOT NULL,
    office_id {id} NOT NULL,
    day {date} NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (tenant_id, office_id, day),
    FOREIGN KEY (tenant_id, office_id) REFERENCES identity_office (tenant_id, id)
);
