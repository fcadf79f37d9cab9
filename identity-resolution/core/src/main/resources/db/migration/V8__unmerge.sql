-- The strongest identifier that named the person: to whom of two people it belongs, where they turn
-- out to be two. What was kept before this column goes with its profile.
alter table accepted_event add column anchor_type text, add column anchor_value text;
alter table model_row add column anchor_type text, add column anchor_value text;
alter table answer add column anchor_type text, add column anchor_value text;

create index model_row_profile on model_row (workspace, profile);

-- People who turned out to be two: whose identifiers became somebody else's.
create table profile_unmerge (
  workspace text not null,
  number bigint generated always as identity,
  profile text not null,
  into_profile text not null,
  identifiers jsonb not null,
  cause text not null,
  unmerged_by text not null,
  unmerged_at timestamptz not null,
  primary key (workspace, profile, number)
);
create unique index profile_unmerge_into on profile_unmerge (workspace, into_profile);

alter table profile_unmerge enable row level security;
alter table profile_unmerge force row level security;
create policy request_workspace on profile_unmerge to ${request} using
  (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on profile_unmerge to ${worker} using (true);
grant select on profile_unmerge to ${request};
grant select, insert, update, delete on profile_unmerge to ${worker};
