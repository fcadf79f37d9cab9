-- Every version of a workspace's identity rules, for whoever asks by which rules something was
-- decided. Who made the one that stands there already, nobody recorded.
create table rules_version (
  workspace text not null,
  version bigint not null,
  spec jsonb not null,
  changed_by text,
  changed_by_name text,
  changed_at timestamptz not null,
  primary key (workspace, version)
);

-- The owner of the tables holds no policy of their own.
alter table definition no force row level security;
insert into rules_version (workspace, version, spec, changed_at)
select workspace, version, spec, updated_at
from definition where kind = 'identity-rules' and key = 'identity-rules' and not deleted;
alter table definition force row level security;

alter table rules_version enable row level security;
alter table rules_version force row level security;
create policy request_workspace on rules_version to ${request} using
  (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on rules_version to ${worker} using (true);
grant select, insert on rules_version to ${request};
grant select, insert, update, delete on rules_version to ${worker};
