-- Which event, row or command moved a person into or out of an audience: the newest that did. What
-- time or a definition moves leaves it as it is.
create table membership_cause (
  profile text not null,
  audience text not null,
  workspace text not null,
  root_event text not null,
  entered boolean not null,
  at bigint not null,
  primary key (profile, audience)
) with (fillfactor = 80);
create index membership_cause_event on membership_cause (workspace, root_event);

grant select, insert, update, delete on membership_cause to ${worker};
grant select on membership_cause to ${request};
alter table membership_cause enable row level security;
alter table membership_cause force row level security;
create policy worker_all on membership_cause to ${worker} using (true);
create policy request_workspace on membership_cause for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
