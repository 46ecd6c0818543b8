-- The mail server that takes our post (Postausgang), one per administration.
CREATE TABLE dispatch_server (
    tenant_id integer NOT NULL PRIMARY KEY,
    settings {text} NOT NULL
);

-- Outgoing items (Ausgang). matter_id is NULL only for a test mail. The Message-ID and the bytes are made once, before the first attempt, and never again.
CREATE TABLE dispatch_item (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    matter_id {id},
    state text NOT NULL,
    revision integer NOT NULL,
    subject text NOT NULL,
    body {text} NOT NULL,
    in_reply_to text NOT NULL,
    thread {text} NOT NULL,
    awaits {id},
    created_at {instant} NOT NULL,
    created_staff {id},
    changed_at {instant} NOT NULL,
    attempts integer NOT NULL,
    next_at {instant},
    reason text NOT NULL,
    message_id text,
    sender text NOT NULL,
    hash {hash},
    size {long} NOT NULL,
    document_id {id},
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX dispatch_item_state ON dispatch_item (tenant_id, state, changed_at, id);
CREATE INDEX dispatch_item_matter ON dispatch_item (tenant_id, matter_id, id);
CREATE UNIQUE INDEX dispatch_item_message ON dispatch_item (tenant_id, message_id);

CREATE TABLE dispatch_recipient (
    tenant_id integer NOT NULL,
    item_id {id} NOT NULL,
    place integer NOT NULL,
    copy {bool} NOT NULL,
    name text NOT NULL,
    address text NOT NULL,
    PRIMARY KEY (tenant_id, item_id, place),
    FOREIGN KEY (tenant_id, item_id) REFERENCES dispatch_item (tenant_id, id)
);

-- Files that go with an item: a version of a document, held fast by its hash.
CREATE TABLE dispatch_attachment (
    tenant_id integer NOT NULL,
    item_id {id} NOT NULL,
    place integer NOT NULL,
    document_id {id} NOT NULL,
    version integer NOT NULL,
    hash {hash} NOT NULL,
    size {long} NOT NULL,
    content_type text NOT NULL,
    file_name text NOT NULL,
    PRIMARY KEY (tenant_id, item_id, place),
    FOREIGN KEY (tenant_id, item_id) REFERENCES dispatch_item (tenant_id, id)
);

-- One row per attempt (Zustellversuch). handed_at is durable before the last byte goes out: without it the server cannot have taken the mail.
-- job_id is the job that works on it: the same job coming again means that the program died in between.
CREATE TABLE dispatch_attempt (
    tenant_id integer NOT NULL,
    item_id {id} NOT NULL,
    number integer NOT NULL,
    job_id {id} NOT NULL,
    started_at {instant} NOT NULL,
    handed_at {instant},
    ended_at {instant},
    outcome text,
    code integer NOT NULL,
    answer text NOT NULL,
    looks integer NOT NULL,
    probed_at {instant},
    PRIMARY KEY (tenant_id, item_id, number),
    FOREIGN KEY (tenant_id, item_id) REFERENCES dispatch_item (tenant_id, id)
);

-- What other capabilities may join.
CREATE VIEW dispatch_pub_item AS
SELECT tenant_id, id, matter_id, state, subject, message_id, document_id, created_at, changed_at FROM dispatch_item;
