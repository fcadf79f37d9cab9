-- The history of a workspace once more, under rules that somebody tries. What comes of it stands in
-- the tables of identity under the shadow's name in place of the workspace's, and goes with it.
create table shadow (
  name text primary key,
  workspace text not null,
  opened_at timestamptz not null default now()
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

do $$
declare
  name text;
begin
  foreach name in array array['shadow', 'shadow_input'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy worker_all on %I to ${worker} using (true)', name);
    execute format('grant select, insert, update, delete on %I to ${worker}', name);
  end loop;
end
$$;
