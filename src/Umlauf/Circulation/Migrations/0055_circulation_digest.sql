-- For whom the digest of a day is done, with or without a mail (Sammelerinnerung): at most one per person and day.
CREATE TABLE circulation_digest (
    tenant_id integer NOT NULL,
    staff_id {id} NOT NULL,
    day {date} NOT NULL,
    PRIMARY KEY (tenant_id, staff_id, day)
);
