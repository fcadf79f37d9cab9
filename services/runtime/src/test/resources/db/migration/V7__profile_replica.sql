-- The tables of runtime.replica, as every service has them that follows profiles.
create table merged_profile (
  workspace text not null,
  profile text not null,
  survivor text not null,
  primary key (workspace, profile)
);
create index merged_profile_survivor on merged_profile (workspace, survivor);
create table separated_alias (
  workspace text not null,
  profile text not null,
  into_profile text not null,
  primary key (workspace, profile)
);
create index separated_alias_into on separated_alias (workspace, into_profile);

alter table merged_profile enable row level security;
alter table merged_profile force row level security;
alter table separated_alias enable row level security;
alter table separated_alias force row level security;
create policy request_workspace on merged_profile to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on separated_alias to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on merged_profile to ${worker} using (true);
create policy worker_all on separated_alias to ${worker} using (true);
grant select, insert, update, delete on merged_profile, separated_alias to ${worker};
grant select on merged_profile, separated_alias to ${request};
