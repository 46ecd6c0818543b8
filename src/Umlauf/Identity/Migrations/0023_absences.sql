-- Absences (Abwesenheiten): from_on is the first day away, back_on the first day at work again; null: nobody knows yet.
-- began_at and ended_at: when the journal was told.
CREATE TABLE identity_absence (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    staff_id {id} NOT NULL,
    from_on {date} NOT NULL,
    back_on {date},
    kind text NOT NULL,
    deputy_id {id},
    began_at {instant},
    ended_at {instant},
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES identity_staff (tenant_id, id),
    FOREIGN KEY (tenant_id, deputy_id) REFERENCES identity_staff (tenant_id, id)
);
CREATE INDEX identity_absence_staff ON identity_absence (tenant_id, staff_id, from_on);
CREATE INDEX identity_absence_back ON identity_absence (tenant_id, back_on);

-- Permanent deputies (ständige Vertretung), the first one first; "always": may act while the person is there, too.
CREATE TABLE identity_deputy (
    tenant_id integer NOT NULL,
    staff_id {id} NOT NULL,
    deputy_id {id} NOT NULL,
    place integer NOT NULL,
    always {bool} NOT NULL,
    PRIMARY KEY (tenant_id, staff_id, deputy_id),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES identity_staff (tenant_id, id),
    FOREIGN KEY (tenant_id, deputy_id) REFERENCES identity_staff (tenant_id, id)
);
CREATE INDEX identity_deputy_deputy ON identity_deputy (tenant_id, deputy_id);

-- Who may act for whom from which day to before which day: what follows from the two tables above, written with each change of them.
-- A day that begins or ends changes no row.
CREATE TABLE identity_acting (
    tenant_id integer NOT NULL,
    acts_for_id {id} NOT NULL,
    staff_id {id} NOT NULL,
    reason text NOT NULL,
    from_on {date} NOT NULL,
    until_on {date} NOT NULL,
    PRIMARY KEY (tenant_id, acts_for_id, staff_id, reason, from_on)
);
CREATE INDEX identity_acting_staff ON identity_acting (tenant_id, staff_id, until_on);

-- What other capabilities may join. Why somebody is away is nobody's business.
CREATE VIEW identity_pub_absence AS
SELECT tenant_id, id, staff_id, from_on, back_on, deputy_id FROM identity_absence;

CREATE VIEW identity_pub_deputy AS
SELECT tenant_id, staff_id, deputy_id, place, always FROM identity_deputy;

CREATE VIEW identity_pub_acting AS
SELECT tenant_id, acts_for_id, staff_id, reason, from_on, until_on FROM identity_acting;
