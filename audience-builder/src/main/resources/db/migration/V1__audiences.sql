-- Times are epoch milliseconds of business time: rules compare to the millisecond. part is always
-- the partition of `profiles` that a profile's messages arrive in; the loop that owns it is the
-- only writer of the rows of its profiles, but for recheck, alias and event_fact, which are
-- inserted from anywhere.

-- A person at the highest version seen.
create table person (
  profile text primary key,
  workspace text not null,
  part int not null,
  version bigint not null,
  traits text not null,
  evaluated_at bigint not null,
  merged boolean not null default false
) with (fillfactor = 80);
create index person_scan on person (workspace, part, profile);

-- What people did, by the id of the event; profile is the one of its time, read through alias.
create table event_fact (
  event_id text primary key,
  workspace text not null,
  profile text not null,
  call text not null,
  name text not null,
  at bigint not null,
  properties jsonb not null
);
create index event_fact_read on event_fact (profile, call, name, at);

create table alias (
  profile text primary key,
  workspace text not null,
  into_profile text not null
);
create index alias_read on alias (into_profile);

-- People to decide anew at the next tick, because another partition learned something of them.
create table recheck (
  part int not null,
  profile text not null,
  workspace text not null,
  at bigint not null,
  primary key (part, profile)
);

-- The newest tick that each partition has handled.
create table partition_clock (
  part int primary key,
  at bigint not null,
  offsets jsonb not null
);

-- Grows with whatever changes what must be evaluated; loops keep it in memory by this number.
create table catalogue_revision (
  only_row boolean primary key default true check (only_row),
  revision bigint not null
);
insert into catalogue_revision (revision) values (1);

create function raise_catalogue_revision() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  update catalogue_revision set revision = revision + 1;
  return null;
end $$;
create trigger audience_changed after insert or update on definition
  for each row when (new.kind = 'audience') execute function raise_catalogue_revision();

-- A rule as it is evaluated: a new one for each change of an audience's rule or of its calendar.
create table generation (
  id bigint generated always as identity primary key,
  workspace text not null,
  audience text not null,
  definition_version bigint not null,
  rule jsonb not null,
  zone text not null
);
create index generation_audience on generation (audience);

-- Where an audience stands: building its next generation beside the active one, switching from
-- the previous one, settled, or removing what a deleted one left.
create table audience_state (
  audience text primary key,
  workspace text not null,
  definition_version bigint not null,
  stage text not null check (stage in ('building', 'switching', 'settled', 'removing')),
  active bigint,
  building bigint,
  previous bigint
);

-- How far the loop of each partition is with the stage.
create table stage_pass (
  audience text not null,
  part int not null,
  workspace text not null,
  stage text not null,
  generation bigint not null,
  after_profile text not null default '',
  done boolean not null default false,
  primary key (audience, part)
);

-- How a person stands to a generation: whether the rule holds, what was published last, and when
-- time alone may change the answer.
create table standing (
  profile text not null,
  generation bigint not null,
  workspace text not null,
  audience text not null,
  part int not null,
  member boolean not null,
  published boolean not null,
  sequence bigint not null,
  since bigint not null,
  due_at bigint,
  primary key (profile, generation)
) with (fillfactor = 80);
create index standing_list on standing (generation, part, profile);
create index standing_due on standing (part, workspace, due_at) where due_at is not null;

create table generation_size (
  generation bigint not null,
  part int not null,
  workspace text not null,
  members bigint not null,
  primary key (generation, part)
);

-- Messages that failed even when they were alone, whole.
create table set_aside (
  topic text not null,
  part int not null,
  at_offset bigint not null,
  reason text not null,
  message_key bytea,
  message_value bytea,
  headers jsonb not null,
  primary key (topic, part, at_offset)
);

grant select, insert, update, delete on person, event_fact, alias, recheck, partition_clock,
  generation, audience_state, stage_pass, standing, generation_size to ${worker};
grant select, update on catalogue_revision to ${worker};
grant select, insert on set_aside to ${worker};
grant select on person, event_fact, alias, generation, audience_state, stage_pass, standing,
  generation_size, partition_clock to ${request};

alter table person enable row level security;
alter table person force row level security;
alter table event_fact enable row level security;
alter table event_fact force row level security;
alter table alias enable row level security;
alter table alias force row level security;
alter table generation enable row level security;
alter table generation force row level security;
alter table audience_state enable row level security;
alter table audience_state force row level security;
alter table stage_pass enable row level security;
alter table stage_pass force row level security;
alter table standing enable row level security;
alter table standing force row level security;
alter table generation_size enable row level security;
alter table generation_size force row level security;

create policy worker_all on person to ${worker} using (true);
create policy worker_all on event_fact to ${worker} using (true);
create policy worker_all on alias to ${worker} using (true);
create policy worker_all on generation to ${worker} using (true);
create policy worker_all on audience_state to ${worker} using (true);
create policy worker_all on stage_pass to ${worker} using (true);
create policy worker_all on standing to ${worker} using (true);
create policy worker_all on generation_size to ${worker} using (true);

create policy request_workspace on person for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on event_fact for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on alias for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on generation for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on audience_state for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on stage_pass for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on standing for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on generation_size for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
