-- The history of a workspace once more, under rules that somebody tries. What comes of it stands in
-- the tables of identity under the shadow's name in place of the workspace's, and goes with it.
create table shadow (
  name text primary key,
  workspace text not null,
  opened_at timestamptz not null default now(),
  -- From then on nothing of it counts: its rows go a few at a time.
  closing boolean not null default false
);

-- What was accepted once, in that order, and is taken in anew.
create table shadow_input (
  shadow text not null,
  number bigint not null,
  event text not null,
  topic text not null,
  part int not null,
  position bigint not null,
  accepted_at timestamptz not null,
  anchor_type text,
  anchor_value text,
  primary key (shadow, number)
);

-- What was read last of each row. A row that names nobody in the shadow stands in none of its other
-- tables; so it can be told from one that was not read yet.
create table shadow_row (
  shadow text not null,
  model text not null,
  row_key text not null,
  hash text not null,
  run text not null,
  primary key (shadow, model, row_key)
);

-- What became of people whom a rebuild has looked at; whoever is incomplete is looked at again.
create table rebuilt_profile (
  shadow text not null,
  profile text not null,
  ending text not null,
  primary key (shadow, profile)
);

do $$
declare
  name text;
begin
  foreach name in array array['shadow', 'shadow_input', 'shadow_row', 'rebuilt_profile'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy worker_all on %I to ${worker} using (true)', name);
    execute format('grant select, insert, update, delete on %I to ${worker}', name);
  end loop;
end
$$;
