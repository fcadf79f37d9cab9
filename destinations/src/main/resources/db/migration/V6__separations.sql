-- Ids that were merged into somebody and belong to another since. person_alias keeps whom they were
-- merged into: ids that come by them go on there, because a separation names each id that it takes.
create table separated_alias (
  workspace text not null,
  profile text not null,
  into_profile text not null,
  primary key (workspace, profile)
);
create index separated_alias_into on separated_alias (workspace, into_profile);

-- Who an id leads to, of those that lead to somebody else; for questions about one of them.
create view person_now with (security_invoker = true) as
  select a.workspace, a.profile, a.into_profile from person_alias a
  where not exists (select from separated_alias s
    where s.workspace = a.workspace and s.profile = a.profile)
  union all
  select s.workspace, s.profile, coalesce(a.into_profile, s.into_profile) from separated_alias s
  left join person_alias a on a.workspace = s.workspace and a.profile = s.into_profile;

-- People who were part of another; complete once both are known without each other. Until then no
-- record of either changes.
create table separation (
  workspace text not null,
  profile text not null,
  from_profile text not null,
  from_version bigint not null,
  complete boolean not null default false,
  primary key (workspace, profile)
);
create index separation_open on separation (workspace, profile) where not complete;

alter table separated_alias enable row level security;
alter table separated_alias force row level security;
alter table separation enable row level security;
alter table separation force row level security;

create policy request_workspace on separated_alias to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on separated_alias to ${worker} using (true);
create policy worker_all on separation to ${worker} using (true);

grant select, insert, update, delete on separated_alias, separation to ${worker};
grant select on person_now to ${worker};
grant select on separated_alias, person_now to ${request};
