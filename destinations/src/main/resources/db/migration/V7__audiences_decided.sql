-- Up to which version the audiences of people are decided who were taken apart, or were part of another.
-- Until it is known of both, no record of either changes: who has not been told to be in an audience would
-- lose a record, or stay in it and gain one, for a moment.
create table audiences_decided (
  workspace text not null,
  profile text not null,
  version bigint not null,
  primary key (workspace, profile)
);

alter table audiences_decided enable row level security;
alter table audiences_decided force row level security;

create policy worker_all on audiences_decided to ${worker} using (true);

grant select, insert, update, delete on audiences_decided to ${worker};

-- Whoever sends asks whether somebody is just being taken apart.
create index separation_open_from on separation (workspace, from_profile) where not complete;
create policy request_workspace on separation for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select on separation to ${request};
