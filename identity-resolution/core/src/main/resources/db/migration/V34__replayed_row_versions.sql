-- Each version of a row that a replay has read from the log. The edges of other versions are replayed as evidence.
create table shadow_row_version (
  shadow text not null,
  source text not null,
  run text not null,
  primary key (shadow, source, run)
);

alter table shadow_row_version enable row level security;
alter table shadow_row_version force row level security;
create policy worker_all on shadow_row_version to ${worker} using (true);
grant select, insert, update, delete on shadow_row_version to ${worker};
