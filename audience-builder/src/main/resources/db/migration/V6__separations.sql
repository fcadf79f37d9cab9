-- Ids that were merged into somebody and belong to another since: who asks for them is led there. What
-- was done under them goes the way of alias, unless its event was given away too.
create table separated_alias (
  profile text primary key,
  workspace text not null,
  into_profile text not null
);

-- People who were part of another, and whether all that they did before is known.
create table separation (
  profile text primary key,
  workspace text not null,
  from_profile text not null,
  from_version bigint not null,
  complete boolean not null
);
create index separation_from on separation (from_profile, from_version) where not complete;

grant select, insert, update on separated_alias, separation to ${worker};
grant select on separated_alias to ${request};

alter table separated_alias enable row level security;
alter table separated_alias force row level security;
alter table separation enable row level security;
alter table separation force row level security;

create policy worker_all on separated_alias to ${worker} using (true);
create policy worker_all on separation to ${worker} using (true);

create policy request_workspace on separated_alias for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
