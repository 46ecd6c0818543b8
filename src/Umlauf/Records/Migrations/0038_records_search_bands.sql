-- only: postgres
-- Bands of 32,768 numbers: a search reads the newest band first and goes on to older ones only when the page is not full (docs/adr/0010).
DROP INDEX records_search_entry_terms;
CREATE INDEX records_search_entry_terms ON records_search_entry USING gin (terms, (ARRAY[CAST(number >> 15 AS integer)]))
    WITH (gin_pending_list_limit = 128);
-- end
