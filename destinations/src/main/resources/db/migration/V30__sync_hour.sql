-- How many records of a sync had their final outcome in an hour, as in delivery_hour. A sum of the
-- numbers that a caller may see needs the number of each sync. The rows of delivery_hour stay until
-- they are old: versions before this one counted the syncs of a destination together.
create table sync_hour (
  workspace text not null,
  destination text not null,
  sync text not null,
  at timestamptz not null,
  slot int not null,
  delivered bigint not null,
  failed bigint not null,
  primary key (workspace, destination, at, sync, slot)
) with (fillfactor = 80);
-- Old hours are deleted.
create index sync_hour_age on sync_hour (at);

alter table sync_hour enable row level security;
alter table sync_hour force row level security;
create policy worker_all on sync_hour to ${worker} using (true);
create policy request_workspace on sync_hour for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select, insert, update, delete on sync_hour to ${worker};
grant select on sync_hour to ${request};
