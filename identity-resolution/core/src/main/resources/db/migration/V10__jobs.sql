-- Long work of a workspace. Whoever holds the lease works on it; when the lease runs out, somebody
-- else begins again.
create table job (
  workspace text not null,
  id text not null,
  kind text not null,
  state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  spec jsonb not null,
  progress jsonb,
  result jsonb,
  error text,
  created_by text not null,
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  ended_at timestamptz,
  lease_until timestamptz,
  holder text,
  cancel_asked boolean not null default false,
  attempts int not null default 0,
  primary key (workspace, id)
);
create unique index job_open on job (workspace, kind) where state in ('queued', 'running');
create index job_waiting on job (created_at) where state in ('queued', 'running');
create index job_newest on job (workspace, kind, id);

alter table job enable row level security;
alter table job force row level security;
create policy request_workspace on job to ${request} using
  (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on job to ${worker} using (true);
grant select, insert, update (state, ended_at, cancel_asked) on job to ${request};
grant select, insert, update, delete on job to ${worker};
