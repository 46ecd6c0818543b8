-- The filing plan (Aktenplan). retention_years NULL and disposal NULL: as the unit above.
CREATE TABLE records_filing_plan_unit (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    parent_id {id},
    code text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    retention_unlimited {bool} NOT NULL,
    retention_years integer,
    disposal text,
    retired {bool} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES records_filing_plan_unit (tenant_id, id)
);
CREATE INDEX records_filing_plan_unit_parent ON records_filing_plan_unit (tenant_id, parent_id, code);

-- The last number given, for case files per plan unit and year, for matters per case file. The row is locked until the commit: no gaps.
CREATE TABLE records_number (
    tenant_id integer NOT NULL,
    scope_id {id} NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (tenant_id, scope_id, year)
);

-- How numbers are written, where an administration deviates from the default.
CREATE TABLE records_number_pattern (
    tenant_id integer NOT NULL,
    kind text NOT NULL,
    pattern text NOT NULL,
    PRIMARY KEY (tenant_id, kind)
);

-- Case files (Akten).
CREATE TABLE records_case_file (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    plan_unit_id {id} NOT NULL,
    number text NOT NULL,
    year integer NOT NULL,
    running integer NOT NULL,
    subject text NOT NULL,
    office_id {id} NOT NULL,
    opened_at {instant} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, plan_unit_id, year, running),
    FOREIGN KEY (tenant_id, plan_unit_id) REFERENCES records_filing_plan_unit (tenant_id, id)
);

-- Matters (Vorgaenge). due_on is 9999-12-31 where there is no date, so that those sort last on both databases.
CREATE TABLE records_matter (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    case_file_id {id} NOT NULL,
    running integer NOT NULL,
    number text NOT NULL,
    subject text NOT NULL,
    office_id {id} NOT NULL,
    responsible_id {id},
    confidentiality integer NOT NULL,
    state text NOT NULL,
    due_on {date} NOT NULL,
    opened_at {instant} NOT NULL,
    put_away_at {instant},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, case_file_id, running),
    FOREIGN KEY (tenant_id, case_file_id) REFERENCES records_case_file (tenant_id, id)
);
-- The lists of an office and of a desk, in their order; with what rights depend on, so that counting reads the index alone.
CREATE INDEX records_matter_office ON records_matter (tenant_id, office_id, state, due_on, id, confidentiality, responsible_id);
CREATE INDEX records_matter_desk ON records_matter (tenant_id, responsible_id, state, due_on, id, confidentiality, office_id) WHERE responsible_id IS NOT NULL;

-- Who else may see a matter, by name, and why (ausdrueckliche Freigabe).
CREATE TABLE records_grant (
    tenant_id integer NOT NULL,
    matter_id {id} NOT NULL,
    staff_id {id} NOT NULL,
    reason text NOT NULL,
    granted_at {instant} NOT NULL,
    granted_by {id},
    PRIMARY KEY (tenant_id, matter_id, staff_id),
    FOREIGN KEY (tenant_id, matter_id) REFERENCES records_matter (tenant_id, id)
);
CREATE INDEX records_grant_staff ON records_grant (tenant_id, staff_id, matter_id);

-- Documents (Dokumente). root_id is the mail or upload that an attachment came with, or the document itself: they are filed together.
-- place is the order in which the parts came; filing_id is the act that put the root where it is.
CREATE TABLE records_document (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    parent_id {id},
    root_id {id} NOT NULL,
    place integer NOT NULL,
    matter_id {id},
    filing_id {id},
    office_id {id} NOT NULL,
    confidentiality integer NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    author text NOT NULL,
    received_at {instant} NOT NULL,
    created_at {instant} NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, root_id) REFERENCES records_document (tenant_id, id),
    FOREIGN KEY (tenant_id, matter_id) REFERENCES records_matter (tenant_id, id)
);
CREATE INDEX records_document_parts ON records_document (tenant_id, root_id, place) WHERE parent_id IS NOT NULL;
CREATE INDEX records_document_timeline ON records_document (tenant_id, matter_id, received_at, id) WHERE matter_id IS NOT NULL;

-- The bytes of a document at one time (Version, Primaerdokument): facts only, the bytes lie in the blob store under their hash. Never changed.
CREATE TABLE records_document_version (
    tenant_id integer NOT NULL,
    document_id {id} NOT NULL,
    number integer NOT NULL,
    hash {hash} NOT NULL,
    size {long} NOT NULL,
    content_type text NOT NULL,
    file_name text NOT NULL,
    added_at {instant} NOT NULL,
    added_by text NOT NULL,
    PRIMARY KEY (tenant_id, document_id, number),
    FOREIGN KEY (tenant_id, document_id) REFERENCES records_document (tenant_id, id)
);

-- The text of the newest version, compressed; derived, can be rebuilt from the bytes.
CREATE TABLE records_text (
    tenant_id integer NOT NULL,
    document_id {id} NOT NULL,
    length integer NOT NULL,
    deflated {bytes} NOT NULL,
    PRIMARY KEY (tenant_id, document_id),
    FOREIGN KEY (tenant_id, document_id) REFERENCES records_document (tenant_id, id)
);

-- Each act of filing (zum Vorgang nehmen), with the place before, so that it can be taken back and told to a colleague who came second.
CREATE TABLE records_filing (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    document_id {id} NOT NULL,
    matter_id {id} NOT NULL,
    opened_matter {bool} NOT NULL,
    from_matter_id {id},
    from_filing_id {id},
    from_office_id {id} NOT NULL,
    from_confidentiality integer NOT NULL,
    filed_at {instant} NOT NULL,
    filed_by text NOT NULL,
    filed_staff_id {id},
    undone_at {instant},
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, document_id) REFERENCES records_document (tenant_id, id),
    FOREIGN KEY (tenant_id, matter_id) REFERENCES records_matter (tenant_id, id)
);
CREATE INDEX records_filing_document ON records_filing (tenant_id, document_id, filed_at);

-- Citizens and organisations (Beteiligte).
CREATE TABLE records_party (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    street text NOT NULL,
    postcode text NOT NULL,
    city text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX records_party_email ON records_party (tenant_id, email_key, id) WHERE email_key <> '';

CREATE TABLE records_matter_party (
    tenant_id integer NOT NULL,
    matter_id {id} NOT NULL,
    party_id {id} NOT NULL,
    PRIMARY KEY (tenant_id, matter_id, party_id),
    FOREIGN KEY (tenant_id, matter_id) REFERENCES records_matter (tenant_id, id),
    FOREIGN KEY (tenant_id, party_id) REFERENCES records_party (tenant_id, id)
);
CREATE INDEX records_matter_party_party ON records_matter_party (tenant_id, party_id, matter_id);

-- Notes on a matter (Vermerke).
CREATE TABLE records_note (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    matter_id {id} NOT NULL,
    body text NOT NULL,
    written_by {id},
    written_at {instant} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, matter_id) REFERENCES records_matter (tenant_id, id)
);
CREATE INDEX records_note_matter ON records_note (tenant_id, matter_id, written_at, id);

-- What other capabilities may join.
CREATE VIEW records_pub_matter AS
SELECT tenant_id, id, case_file_id, number, subject, office_id, responsible_id, confidentiality, state, due_on, opened_at FROM records_matter;

CREATE VIEW records_pub_grant AS
SELECT tenant_id, matter_id, staff_id FROM records_grant;

CREATE VIEW records_pub_document AS
SELECT tenant_id, id, parent_id, root_id, place, matter_id, office_id, confidentiality, kind, title, author, received_at, created_at, version FROM records_document;

CREATE VIEW records_pub_document_version AS
SELECT tenant_id, document_id, number, hash, size, content_type, file_name FROM records_document_version;

CREATE VIEW records_pub_party AS
SELECT p.tenant_id, p.id, p.kind, p.name, p.email_key, mp.matter_id
FROM records_party p
JOIN records_matter_party mp ON mp.tenant_id = p.tenant_id AND mp.party_id = p.id;
