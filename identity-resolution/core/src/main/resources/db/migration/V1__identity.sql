-- A person at the newest version. The document holds identifiers, and every origin's trait values
-- and answers, so one row is all that an event reads and writes.
create table profile (
  workspace text not null,
  profile text not null,
  version bigint not null,
  document bytea not null,
  primary key (workspace, profile)
) with (fillfactor = 70);

-- Profiles that were merged away, and the one that lives on for them now: the chain is kept short.
create table profile_alias (
  workspace text not null,
  profile text not null,
  survivor text not null,
  version bigint not null,
  merged_at timestamptz not null,
  cause text not null,
  primary key (workspace, profile)
);
create index profile_alias_survivor on profile_alias (workspace, survivor);

-- Changes only in a transaction that holds the lock of the profile it leads to.
create table identifier (
  workspace text not null,
  type text not null,
  value text not null,
  profile text not null,
  primary key (workspace, type, value)
) with (fillfactor = 80);

-- Why two identifiers are one person: the earliest evidence of each pair. Never deleted by a merge
-- or a removed row.
create table edge (
  workspace text not null,
  left_type text not null,
  left_value text not null,
  right_type text not null,
  right_value text not null,
  source text not null,
  cause text not null,
  happened_at timestamptz not null,
  primary key (workspace, left_type, left_value, right_type, right_value)
);

-- What became of every accepted event. It is the memory of message ids too: the one row of a
-- message that holds its id has an empty repeat, every other has its own event id there.
create table accepted_event (
  workspace text not null,
  event text not null,
  source text not null,
  type text not null,
  name text,
  message_hash bytea not null,
  repeat text not null,
  content_hash text not null,
  topic text not null,
  part int not null,
  position bigint not null,
  outcome text not null,
  reason text,
  profile text,
  happened_at timestamptz not null,
  received_at timestamptz not null,
  accepted_at timestamptz not null,
  primary key (workspace, event)
);
create unique index accepted_event_message
  on accepted_event (workspace, message_hash, source, repeat);
create index accepted_event_profile
  on accepted_event (workspace, profile, happened_at, event) where profile is not null;
create index accepted_event_outcome
  on accepted_event (workspace, outcome, event) where outcome <> 'applied';
create index accepted_event_accepted on accepted_event using brin (accepted_at);

-- Inputs that could not be processed, whole.
create table quarantined_input (
  workspace text not null,
  id text not null,
  kind text not null,
  stage text not null,
  reason text not null,
  detail text not null,
  pointer text,
  source text,
  topic text not null,
  part int not null,
  position bigint not null,
  message_key bytea,
  message_value bytea,
  message_headers bytea not null,
  quarantined_at timestamptz not null,
  state text not null,
  redrives int not null default 0,
  primary key (workspace, id)
);
create index quarantined_input_state on quarantined_input (workspace, state, id);

-- Which profile a row of a people model speaks of, and what was applied of it last.
create table model_row (
  workspace text not null,
  model text not null,
  row_key text not null,
  profile text not null,
  hash text not null,
  run text not null,
  model_version bigint not null,
  primary key (workspace, model, row_key)
) with (fillfactor = 80);

-- Every answer about a purpose or a channel, in the order of arrival.
create table answer (
  workspace text not null,
  profile text not null,
  about text not null,
  name text not null,
  state text not null,
  source text not null,
  cause text not null,
  happened_at timestamptz not null,
  primary key (workspace, profile, about, name, happened_at, cause)
);

-- The dictionary: names that were seen, and as which JSON types.
create table trait_seen (
  workspace text not null,
  trait text not null,
  type text not null,
  primary key (workspace, trait, type)
);

-- Absent means personal.
create table trait_classification (
  workspace text not null,
  trait text not null,
  classification text not null,
  classified_by text not null,
  classified_at timestamptz not null,
  primary key (workspace, trait)
);

-- The newest tick that was passed on to profiles, in epoch milliseconds.
create table passed_tick (
  one boolean primary key default true check (one),
  at bigint not null
);
insert into passed_tick (at) values (0);

do $$
declare
  name text;
begin
  foreach name in array array['profile', 'profile_alias', 'identifier', 'edge', 'accepted_event',
      'quarantined_input', 'model_row', 'answer', 'trait_seen', 'trait_classification'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy request_workspace on %I to ${request} using'
      || ' (workspace = (select nullif(current_setting(''app.workspace'', true), '''')))', name);
    execute format('create policy worker_all on %I to ${worker} using (true)', name);
    execute format('grant select on %I to ${request}', name);
    execute format('grant select, insert, update, delete on %I to ${worker}', name);
  end loop;
end
$$;
grant insert, update on trait_classification to ${request};
grant select, update on passed_tick to ${worker};
