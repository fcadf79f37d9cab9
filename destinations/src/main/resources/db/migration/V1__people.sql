-- Copies of what other services own, as far as desired state depends on it.

create table person (
  workspace text not null,
  profile text not null,
  version bigint not null,
  identifiers_hash text not null,
  granted text[] not null,
  denied text[] not null,
  state bytea not null,
  primary key (workspace, profile)
) with (fillfactor = 80);

-- Profiles that were merged, each pointing to who they are now, in one step.
create table person_alias (
  workspace text not null,
  profile text not null,
  into_profile text not null,
  primary key (workspace, profile)
);
create index person_alias_into on person_alias (workspace, into_profile);

-- Leads from an identifier in a row to the person whose consent counts.
create table person_identifier (
  workspace text not null,
  ref text not null,
  profile text not null,
  primary key (workspace, ref)
);

-- Counts only once the named version of the person is held.
create table membership (
  workspace text not null,
  profile text not null,
  audience text not null,
  sequence bigint not null,
  member boolean not null,
  profile_version bigint not null,
  primary key (workspace, profile, audience)
);
create index membership_audience on membership (workspace, audience, profile);

-- Inputs that could not be applied; the position says where they stand on their topic.
create table set_aside (
  topic text not null,
  part int not null,
  position bigint not null,
  workspace text not null,
  type text not null,
  reason text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (topic, part, position)
);

alter table person enable row level security;
alter table person force row level security;
alter table person_alias enable row level security;
alter table person_alias force row level security;
alter table person_identifier enable row level security;
alter table person_identifier force row level security;
alter table membership enable row level security;
alter table membership force row level security;
alter table set_aside enable row level security;
alter table set_aside force row level security;

create policy request_workspace on person to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on person_alias to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on membership to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on person to ${worker} using (true);
create policy worker_all on person_alias to ${worker} using (true);
create policy worker_all on person_identifier to ${worker} using (true);
create policy worker_all on membership to ${worker} using (true);
create policy worker_all on set_aside to ${worker} using (true);

grant select, insert, update, delete
  on person, person_alias, person_identifier, membership, set_aside to ${worker};
grant select on person, person_alias, membership to ${request};
