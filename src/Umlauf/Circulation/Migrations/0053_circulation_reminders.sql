-- When the clock looks at a station again (nächste Erinnerung): half time, last day, the day after the due time; 9999-12-31: never.
-- Stations that already lie on desks are looked at once.
ALTER TABLE circulation_desk ADD COLUMN remind_at {instant};
UPDATE circulation_desk SET remind_at = since WHERE place > 0 AND kind <> 'Overdue';
CREATE INDEX circulation_desk_remind ON circulation_desk (tenant_id, remind_at);
