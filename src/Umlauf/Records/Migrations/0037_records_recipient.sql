-- To whom a mail was sent, for the search field "an:"; derived, can be rebuilt from the bytes.
ALTER TABLE records_document ADD COLUMN recipient text NOT NULL DEFAULT '';

-- Which documents have a text, for whoever reads the missing ones again.
CREATE VIEW records_pub_text AS
SELECT tenant_id, document_id, length FROM records_text;
