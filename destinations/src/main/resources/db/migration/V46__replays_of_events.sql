-- A run of a sync of events sends the events since this time to the sync. Null for a backfill.
alter table sync_run add column events_since timestamptz;
