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
create policy request_workspace on definition_version to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on definition_version to ${worker} using (true);
grant select, insert, delete on definition_version to ${request};
grant select, insert, delete on definition_version to ${worker};

-- The history of a definition begins with its present version. Nobody recorded who made that one.
-- The owner of the tables holds no policy of their own.
alter table definition no force row level security;
insert into definition_version (workspace, kind, id, version, key, name, spec, deleted, at)
select workspace, kind, id, version, key, name, spec, deleted, updated_at
from definition where kind <> 'identity-rules';
alter table definition force row level security;
alter table definition_version force row level security;
