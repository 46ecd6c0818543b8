-- Circulation folders (Umlaufmappen): the head for lists. What is in a folder follows from its acts alone.
CREATE TABLE circulation_folder (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    subject text NOT NULL,
    owner_id {id} NOT NULL,
    matter_id {id},
    office_id {id} NOT NULL,
    confidentiality integer NOT NULL,
    template_id {id},
    template_version integer,
    follows_id {id},
    revision {long} NOT NULL,
    state text NOT NULL,
    made_at {instant} NOT NULL,
    changed_at {instant} NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX circulation_folder_owner ON circulation_folder (tenant_id, owner_id, state, changed_at);
CREATE INDEX circulation_folder_matter ON circulation_folder (tenant_id, matter_id) WHERE matter_id IS NOT NULL;

-- The acts of a folder (Ereignisse): its whole truth. The journal holds the SHA-256 of each "data"; never changed.
CREATE TABLE circulation_act (
    tenant_id integer NOT NULL,
    folder_id {id} NOT NULL,
    revision {long} NOT NULL,
    command_id {id} NOT NULL,
    data {json} NOT NULL,
    PRIMARY KEY (tenant_id, folder_id, revision),
    UNIQUE (tenant_id, folder_id, command_id),
    FOREIGN KEY (tenant_id, folder_id) REFERENCES circulation_folder (tenant_id, id)
);

-- What waits for whom (Schreibtisch): written with each act, so that a desk is read and never computed. "addressee" is p:person, o:office or r:role;
-- place is the station, minus the question, or 0 for the folder itself; due_at is 9999-12-31 where there is no date.
CREATE TABLE circulation_desk (
    tenant_id integer NOT NULL,
    folder_id {id} NOT NULL,
    place integer NOT NULL,
    addressee text NOT NULL,
    kind text NOT NULL,
    task text NOT NULL,
    since {instant} NOT NULL,
    due_at {instant} NOT NULL,
    PRIMARY KEY (tenant_id, folder_id, place, addressee)
);
CREATE INDEX circulation_desk_addressee ON circulation_desk (tenant_id, addressee, due_at, since, folder_id, place);
-- The clock looks for what is due, whoever it waits for.
CREATE INDEX circulation_desk_due ON circulation_desk (tenant_id, due_at);

-- Who has or had a part in a folder, and so may see it (Beteiligte der Mappe).
CREATE TABLE circulation_participant (
    tenant_id integer NOT NULL,
    addressee text NOT NULL,
    folder_id {id} NOT NULL,
    PRIMARY KEY (tenant_id, addressee, folder_id)
);
CREATE INDEX circulation_participant_folder ON circulation_participant (tenant_id, folder_id);

-- Documents in folders: whoever sees the folder sees these versions.
CREATE TABLE circulation_item (
    tenant_id integer NOT NULL,
    folder_id {id} NOT NULL,
    document_id {id} NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (tenant_id, folder_id, document_id, version)
);
CREATE INDEX circulation_item_document ON circulation_item (tenant_id, document_id, folder_id);

-- Which folders somebody has opened and seen as they are (for "sign all that I have opened").
CREATE TABLE circulation_opened (
    tenant_id integer NOT NULL,
    staff_id {id} NOT NULL,
    folder_id {id} NOT NULL,
    revision {long} NOT NULL,
    opened_at {instant} NOT NULL,
    PRIMARY KEY (tenant_id, staff_id, folder_id)
);

-- Route templates (Laufweg-Vorlagen): a version is never changed; folders keep the one they started with.
CREATE TABLE circulation_template (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    office_id {id},
    name text NOT NULL,
    version integer NOT NULL,
    retired {bool} NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX circulation_template_office ON circulation_template (tenant_id, office_id, name);

CREATE TABLE circulation_template_version (
    tenant_id integer NOT NULL,
    template_id {id} NOT NULL,
    version integer NOT NULL,
    plan {json} NOT NULL,
    saved_at {instant} NOT NULL,
    saved_by {id},
    PRIMARY KEY (tenant_id, template_id, version),
    FOREIGN KEY (tenant_id, template_id) REFERENCES circulation_template (tenant_id, id)
);

-- The route sheet of a completed folder (Laufzettel), frozen: its hash is in the journal, its bytes are in the blob store.
CREATE TABLE circulation_sheet (
    tenant_id integer NOT NULL,
    folder_id {id} NOT NULL,
    json_hash {hash} NOT NULL,
    pdf_hash {hash} NOT NULL,
    frozen_at {instant} NOT NULL,
    PRIMARY KEY (tenant_id, folder_id),
    FOREIGN KEY (tenant_id, folder_id) REFERENCES circulation_folder (tenant_id, id)
);

CREATE VIEW circulation_pub_folder AS
SELECT tenant_id, id, subject, owner_id, matter_id, office_id, confidentiality, state, revision, made_at, changed_at FROM circulation_folder;
