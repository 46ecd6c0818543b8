-- What was done in somebody's name (in Vertretung): written with the act itself; a taken back outcome stays, because it was done.
CREATE TABLE circulation_behalf (
    tenant_id integer NOT NULL,
    staff_id {id} NOT NULL,
    done_at {instant} NOT NULL,
    folder_id {id} NOT NULL,
    station integer NOT NULL,
    revision {long} NOT NULL,
    task text NOT NULL,
    outcome text NOT NULL,
    chosen text NOT NULL,
    acted_by {id} NOT NULL,
    PRIMARY KEY (tenant_id, staff_id, done_at, folder_id, station, revision)
);

-- Up to when a person has looked at that (Rückgabe gesehen).
CREATE TABLE circulation_hand_back (
    tenant_id integer NOT NULL,
    staff_id {id} NOT NULL,
    seen_until {instant} NOT NULL,
    PRIMARY KEY (tenant_id, staff_id)
);
