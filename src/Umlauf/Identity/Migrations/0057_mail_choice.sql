-- Where a person gets mails of the house itself, and whether the daily digest (Sammelerinnerung) is wanted.
CREATE TABLE identity_mail_choice (
    tenant_id integer NOT NULL,
    staff_id {id} NOT NULL,
    address text NOT NULL,
    digest {bool} NOT NULL,
    PRIMARY KEY (tenant_id, staff_id),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES identity_staff (tenant_id, id)
);

-- What other capabilities may join.
CREATE VIEW identity_pub_mail_choice AS
SELECT tenant_id, staff_id, address, digest FROM identity_mail_choice;
