-- Who changed how a workspace is set up, and who was refused to. Entries come from all services by the
-- topic audit, each at least once: the id names it. Nobody changes one but the loop, which learns
-- what came of it, and forgets it by age.
create table administration_entry (
  workspace text not null,
  id text not null,
  at timestamptz not null,
  actor text not null,
  actor_name text not null,
  operation text not null,
  object_kind text,
  object text,
  outcome text not null,
  -- The entry as it stands on the topic.
  entry jsonb not null,
  primary key (workspace, id)
);
create index administration_entry_object on administration_entry (workspace, object, id);
create index administration_entry_at on administration_entry using brin (at);
alter table administration_entry enable row level security;
alter table administration_entry force row level security;
create policy request_workspace on administration_entry to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on administration_entry to ${worker} using (true);
grant select on administration_entry to ${request};
grant select, insert, update, delete on administration_entry to ${worker};
