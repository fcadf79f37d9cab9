-- What an event said beside the identifiers that counted: an array of type, value and reason.
alter table accepted_event add column left_out jsonb;

-- People who were named together and stay two, once for each identifier that was left out. However
-- often it happens again, the row only counts.
create table conflict (
  workspace text not null,
  id text not null,
  profile text not null,
  type text not null,
  value text not null,
  reason text not null,
  anchor_type text not null,
  anchor_value text not null,
  other text not null,
  events bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  last_event text not null,
  rules_version bigint not null,
  outcome text,
  settled_by text,
  settled_at timestamptz,
  primary key (workspace, id)
);
create unique index conflict_of on conflict (workspace, profile, type, value);
create index conflict_newest on conflict (workspace, (outcome is null), id);

-- Values that stand beside several people or devices; as many of these are kept as make a suspicion.
create table shared_identifier (
  workspace text not null,
  type text not null,
  value text not null,
  id text not null default gen_random_uuid(),
  beside text[] not null,
  suspected boolean not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (workspace, type, value)
) with (fillfactor = 80);
create index shared_identifier_suspected on shared_identifier (workspace, type, value)
  where suspected;

-- People whom a cap of the rules keeps from growing, by the wall's clock.
create table capped_profile (
  workspace text not null,
  profile text not null,
  since timestamptz not null default now(),
  last_at timestamptz not null default now(),
  primary key (workspace, profile)
) with (fillfactor = 80);
create index capped_profile_last on capped_profile (workspace, last_at);

-- Of which two identifiers a person said that they name two people.
create table cut (
  workspace text not null,
  left_type text not null,
  left_value text not null,
  right_type text not null,
  right_value text not null,
  cut_by text not null,
  cut_at timestamptz not null,
  primary key (workspace, left_type, left_value, right_type, right_value)
);

do $$
declare
  name text;
begin
  foreach name in array array['conflict', 'shared_identifier', 'capped_profile', 'cut'] loop
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
grant update on conflict to ${request};
grant insert on cut to ${request};
