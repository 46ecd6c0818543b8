-- Where post comes from (Eingangskanaele). The office is the one whose tray the arrivals reach first.
CREATE TABLE intake_channel (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    office_id {id} NOT NULL,
    settings {text} NOT NULL,
    active {bool} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

-- The ledger (Posteingangsbuch): one row per arrival. Every change is in the journal together with a digest of the whole row.
CREATE TABLE intake_arrival (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    channel_id {id} NOT NULL,
    hash {hash} NOT NULL,
    size {long} NOT NULL,
    received_at {instant} NOT NULL,
    file_name text NOT NULL,
    content_type text NOT NULL,
    source text NOT NULL,
    office_id {id} NOT NULL,
    state text NOT NULL,
    reason text,
    document_id {id},
    repeats integer NOT NULL,
    repeated_at {instant},
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES intake_channel (tenant_id, id)
);
-- The tray of an office and of the mailroom, oldest or newest first.
CREATE INDEX intake_arrival_office ON intake_arrival (tenant_id, office_id, state, received_at, id);
CREATE INDEX intake_arrival_state ON intake_arrival (tenant_id, state, received_at, id);
CREATE INDEX intake_arrival_channel ON intake_arrival (tenant_id, channel_id, received_at, id);
-- "You already have this."
CREATE INDEX intake_arrival_hash ON intake_arrival (tenant_id, hash, received_at);
CREATE INDEX intake_arrival_document ON intake_arrival (tenant_id, document_id) WHERE document_id IS NOT NULL;

-- How a source names what it delivered. The scope is the life of those names (a mailbox's UIDVALIDITY), the family what outlives it (the mailbox's folder).
-- The arrival is inserted after its delivery, in the same transaction: whoever comes second with the same name waits and finds the first.
CREATE TABLE intake_delivery (
    tenant_id integer NOT NULL,
    channel_id {id} NOT NULL,
    scope text NOT NULL,
    key text NOT NULL,
    family text NOT NULL,
    arrival_id {id} NOT NULL,
    delivered_at {instant} NOT NULL,
    PRIMARY KEY (tenant_id, channel_id, scope, key),
    FOREIGN KEY (tenant_id, arrival_id) REFERENCES intake_arrival (tenant_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX intake_delivery_arrival ON intake_delivery (tenant_id, arrival_id, channel_id, scope);

-- Arrivals and attachments that wait to be read; a work list, not a record.
CREATE TABLE intake_waiting (
    tenant_id integer NOT NULL,
    arrival_id {id} NOT NULL,
    step integer NOT NULL,
    due_at {instant} NOT NULL,
    attempts integer NOT NULL,
    claim {id},
    lease_until {instant},
    last_error text,
    PRIMARY KEY (tenant_id, arrival_id),
    FOREIGN KEY (tenant_id, arrival_id) REFERENCES intake_arrival (tenant_id, id)
);
CREATE INDEX intake_waiting_due ON intake_waiting (step, due_at);
CREATE INDEX intake_waiting_claim ON intake_waiting (claim) WHERE claim IS NOT NULL;

-- What a message says about itself (Umschlag), for matching; derived from the original.
CREATE TABLE intake_envelope (
    tenant_id integer NOT NULL,
    arrival_id {id} NOT NULL,
    sender text NOT NULL,
    message_id text NOT NULL,
    answers {text} NOT NULL,
    nature integer NOT NULL,
    seal text NOT NULL,
    PRIMARY KEY (tenant_id, arrival_id),
    FOREIGN KEY (tenant_id, arrival_id) REFERENCES intake_arrival (tenant_id, id)
);
CREATE INDEX intake_envelope_message ON intake_envelope (tenant_id, message_id) WHERE message_id <> '';

-- The count at the source beside the count in the ledger (Abgleich), after each poll of a mailbox, spool or folder.
CREATE TABLE intake_source (
    tenant_id integer NOT NULL,
    channel_id {id} NOT NULL,
    place text NOT NULL,
    scope text NOT NULL,
    there {long} NOT NULL,
    taken {long} NOT NULL,
    checked_at {instant} NOT NULL,
    problem text,
    problem_since {instant},
    seal text NOT NULL,
    PRIMARY KEY (tenant_id, channel_id, place),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES intake_channel (tenant_id, id)
);
