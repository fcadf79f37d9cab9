-- What the strategy link keeps apart: a device, and the identifier of who was named beside it. Whose
-- either is stands with the identifier, so a link goes along with merges and unmerges.
create table link (
  workspace text not null,
  device_type text not null,
  device_value text not null,
  person_type text not null,
  person_value text not null,
  events bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  last_event text not null,
  primary key (workspace, device_type, device_value, person_type, person_value)
);
create index link_person on link (workspace, person_type, person_value);
alter table link enable row level security;
alter table link force row level security;
create policy request_workspace on link to ${request} using
  (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on link to ${worker} using (true);
grant select on link to ${request};
grant select, insert, update, delete on link to ${worker};
