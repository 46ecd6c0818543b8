-- How far the outbox has followed the journal for delivery reports that came by mail.
CREATE TABLE dispatch_follow (
    tenant_id integer NOT NULL PRIMARY KEY,
    position {long} NOT NULL
);
