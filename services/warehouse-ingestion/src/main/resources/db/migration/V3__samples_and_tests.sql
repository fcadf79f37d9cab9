-- Some of the rows that a run found added, changed or removed; emptied after a few days, since they
-- hold what the company knows of people. As text, because jsonb has no room for the character zero.
alter table run add column samples json;
create index run_with_samples on run (queued_at) where samples is not null;

-- What the last test of a warehouse's connection found.
create table connection_test (
  workspace text not null,
  warehouse text not null,
  tested_at timestamptz not null,
  tables integer not null,
  failure_code text,
  failure_detail text,
  primary key (workspace, warehouse)
);
alter table connection_test enable row level security;
alter table connection_test force row level security;
create policy request_workspace on connection_test to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on connection_test to ${worker} using (true);
grant select, insert, update, delete on connection_test to ${request};
grant select, insert, update, delete on connection_test to ${worker};

-- People see when a model is due next.
create policy request_workspace on model_schedule to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select on model_schedule to ${request};
