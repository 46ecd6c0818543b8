-- only: postgres
-- Each session says how much it leaves for later: a batch sorts all of its documents in at once.
ALTER INDEX records_search_entry_terms RESET (gin_pending_list_limit);
-- end
