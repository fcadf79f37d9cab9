-- Plans that take longer than a request. An instance counts under a lease; one that ends begins again elsewhere. They
-- have no personal data.
create table sync_plan (
  id text primary key,
  workspace text not null,
  action text not null,
  -- The sync as it would be: its id, the version of the stored sync (0 for a new one) and its definition.
  sync text not null,
  sync_version bigint not null,
  spec text not null,
  state text not null default 'running',
  -- How often people are read from the first one again, how many were read since, and about how many there are.
  pass int not null default 1,
  counted bigint not null default 0,
  about bigint not null,
  -- Of a plan that is done.
  result text,
  -- Why it has ended without a result.
  words text,
  attempts int not null default 0,
  fence bigint not null default 0,
  lease_until timestamptz,
  started_at timestamptz not null default clock_timestamp(),
  -- A plan that nobody asks for ends.
  asked_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz
);
create unique index sync_plan_running on sync_plan (workspace) where state = 'running';
create index sync_plan_ended on sync_plan (ended_at) where ended_at is not null;

alter table sync_plan enable row level security;
alter table sync_plan force row level security;
create policy worker_all on sync_plan to ${worker} using (true);
create policy request_workspace on sync_plan to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select, insert, update, delete on sync_plan to ${worker};
grant select, insert, update, delete on sync_plan to ${request};
