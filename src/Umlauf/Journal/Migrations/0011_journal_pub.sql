-- What other capabilities may join, to prove that their rows are those the journal recorded.
CREATE VIEW journal_pub_entry AS
SELECT tenant_id, position, at, actor, kind, subject, data FROM journal_entry;
