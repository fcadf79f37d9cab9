-- The newest run by which a sync knows a row. The log may hold a change twice: one of an older run
-- has no effect. A row that was removed is remembered for a while, as nothing else tells a late copy.
create table row_seen (
  workspace text not null,
  -- A sync and the key of a row.
  owner text not null,
  run text collate "C" not null,
  -- Of the row's content.
  hash text not null,
  removed_at timestamptz,
  primary key (workspace, owner)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create index row_seen_removed on row_seen (removed_at) where removed_at is not null;

alter table row_seen enable row level security;
alter table row_seen force row level security;
create policy worker_all on row_seen to ${worker} using (true);
grant select, insert, update, delete on row_seen to ${worker};
