-- The versions of each definition whose kind keeps them: the newest 200 of each. A change and its
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

-- Alert rules are definitions, so that they have versions. Instances of the version before check and
-- change the rules of the table alert_rule until they are gone, so it stays: a later migration drops
-- it. A rule that such an instance changes after this migration is not carried over.
-- The owner of the tables holds no policy of their own.
alter table alert_rule no force row level security;
alter table definition no force row level security;
insert into definition (workspace, kind, id, key, name, version, spec, created_at, updated_at)
select workspace, 'alert-rule', id, id, name, 1,
  jsonb_build_object(
    'kind', kind, 'object', object, 'objectName', object_name, 'threshold', threshold,
    'channels', to_jsonb(string_to_array(channels, ',')), 'enabled', enabled),
  now(), now()
from alert_rule;
-- The history begins with the present version. Nobody recorded who made it.
insert into definition_version (workspace, kind, id, version, key, name, spec, deleted, at)
select workspace, kind, id, version, key, name, spec, deleted, updated_at
from definition
where kind = 'alert-rule';
alter table definition force row level security;
alter table definition_version force row level security;
alter table alert_rule force row level security;
