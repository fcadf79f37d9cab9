-- The versions of each definition: the newest 200 of each, without its secrets. A change and its
-- version are in one transaction.
create table definition_version (
  workspace text not null,
  kind text not null,
  id text not null,
  version bigint not null,
  key text not null,
  name text not null,
  spec jsonb not null,
  deleted boolean not null,
  actor text,
  actor_name text,
  at timestamptz not null,
  primary key (workspace, kind, id, version)
);

alter table definition_version enable row level security;
alter table definition_version force row level security;
create policy request_workspace on definition_version to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on definition_version to ${worker} using (true);
grant select, insert, delete on definition_version to ${request};
grant select, insert, delete on definition_version to ${worker};
