-- The transaction that decided what became of an event, so that whoever follows decisions can ask
-- for those of transactions that have ended since. What was decided before this column is not told.
alter table accepted_event add column decided xid8;
alter table accepted_event alter column decided set default pg_current_xact_id();
create index accepted_event_decided on accepted_event (workspace, decided);
