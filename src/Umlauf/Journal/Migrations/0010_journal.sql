-- The tamper-evident record of every act (Protokoll). Format: docs/journal-format.md.
CREATE TABLE journal_entry (
    tenant_id integer NOT NULL,
    position {long} NOT NULL,
    at {instant} NOT NULL,
    actor text NOT NULL,
    kind text NOT NULL,
    subject {id} NOT NULL,
    data {json} NOT NULL,
    leaf {bytes} NOT NULL,
    chain {bytes} NOT NULL,
    PRIMARY KEY (tenant_id, position)
);
CREATE INDEX journal_entry_subject ON journal_entry (tenant_id, subject, position);

-- The last position and chain value of each administration; its row lock orders concurrent writers.
CREATE TABLE journal_head (
    tenant_id integer NOT NULL PRIMARY KEY,
    position {long} NOT NULL,
    chain {bytes} NOT NULL
);

-- Signed tree heads (Siegelpunkte): the Merkle root over the first "size" entries.
CREATE TABLE journal_checkpoint (
    tenant_id integer NOT NULL,
    size {long} NOT NULL,
    root {bytes} NOT NULL,
    chain {bytes} NOT NULL,
    at {instant} NOT NULL,
    signature {bytes} NOT NULL,
    PRIMARY KEY (tenant_id, size)
);

-- Hashes of complete subtrees of 256 leaves (level 8), 65,536 leaves (level 16), ...: proofs need not read every entry.
CREATE TABLE journal_node (
    tenant_id integer NOT NULL,
    level integer NOT NULL,
    place {long} NOT NULL,
    hash {bytes} NOT NULL,
    PRIMARY KEY (tenant_id, level, place)
);
