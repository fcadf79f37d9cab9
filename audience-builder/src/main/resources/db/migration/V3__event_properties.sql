-- Only rules read them, as a whole: PostgreSQL need not take them apart and put them together again.
alter table event_fact alter column properties type text using properties::text;
