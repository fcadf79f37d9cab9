-- By which run a row was removed, as a late copy of an older change must not bring it back. Forgotten
-- by age.
create table removed_row (
  workspace text not null,
  model text not null,
  row_key text not null,
  run text collate "C" not null,
  removed_at timestamptz not null default clock_timestamp(),
  primary key (workspace, model, row_key)
);
create index removed_row_at on removed_row (removed_at);
alter table removed_row enable row level security;
alter table removed_row force row level security;
create policy worker_all on removed_row to ${worker} using (true);
grant select, insert, update, delete on removed_row to ${worker};
