-- only: postgres
-- An index row without its terms is small, so that many lie on a page and the lists of their places are short; the terms lie compressed beside it.
ALTER TABLE records_search_entry ALTER COLUMN terms SET STORAGE EXTENDED;
ALTER TABLE records_search_entry SET (toast_tuple_target = 128);

-- Rewrites the table: only now do the rows that are there move.
CREATE TABLE records_search_moved AS SELECT tenant_id, document_id, number, terms FROM records_search_entry;
DROP INDEX records_search_entry_terms;
TRUNCATE records_search_entry;
INSERT INTO records_search_entry (tenant_id, document_id, number, terms)
    SELECT tenant_id, document_id, number, terms FROM records_search_moved ORDER BY number;
DROP TABLE records_search_moved;

-- Bands of 32,768 numbers: a search reads the newest band first and goes on to older ones only when the page is not full (docs/adr/0010).
CREATE INDEX records_search_entry_terms ON records_search_entry USING gin (terms, (ARRAY[CAST(number >> 15 AS integer)]))
    WITH (gin_pending_list_limit = 128);
-- end
