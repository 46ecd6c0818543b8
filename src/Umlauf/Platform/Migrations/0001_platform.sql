-- Work that is done later, by whichever node claims it (Aufgaben im Hintergrund).
CREATE TABLE platform_job (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    payload {json} NOT NULL,
    due_at {instant} NOT NULL,
    attempts integer NOT NULL,
    lease_until {instant},
    last_error text,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, kind, key)
);
CREATE INDEX platform_job_due ON platform_job (kind, due_at);
