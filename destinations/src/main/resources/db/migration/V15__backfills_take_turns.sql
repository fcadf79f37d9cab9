-- Backfills of workspaces take turns, and one that failed waits before it is tried again.
alter table sync_run
  add column stepped_at timestamptz not null default '-infinity',
  add column not_before timestamptz not null default '-infinity',
  -- Since its last successful step; words says why.
  add column failures int not null default 0,
  -- Rows that could not be read or applied, and where the first of them is on the log.
  add column skipped bigint not null default 0,
  add column first_skipped text;
create index sync_run_running on sync_run (workspace, id) where state = 'running';
create index sync_run_turn on sync_run (workspace, stepped_at);
