-- Each merge as it was done: what joined the two, and what either had just before. profile_alias says
-- who lives on now; this says how it came to that. Numbered in the order in which they were done,
-- which is not that of the events' times.
create table profile_merge (
  workspace text not null,
  number bigint generated always as identity,
  loser text not null,
  survivor text not null,
  cause text not null,
  happened_at timestamptz not null,
  loser_type text,
  loser_value text,
  survivor_type text,
  survivor_value text,
  loser_had bytea not null,
  survivor_had bytea not null,
  rules_version bigint not null,
  primary key (workspace, loser, number)
);

alter table profile_merge enable row level security;
alter table profile_merge force row level security;
create policy request_workspace on profile_merge to ${request} using
  (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on profile_merge to ${worker} using (true);
grant select on profile_merge to ${request};
grant select, insert, update, delete on profile_merge to ${worker};

-- What showed an edge, more closely: the id that its sender gave the event, and the rules that it was
-- read by. Version 0 are the rules as they come.
alter table edge add column message_id text;
alter table edge add column rules_version bigint not null default 0;
