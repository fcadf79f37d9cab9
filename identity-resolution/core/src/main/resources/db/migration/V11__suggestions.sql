-- Two people who may be one, and why. The smaller id stands left. What is open is as the last run
-- found it; what was settled stays as it was then.
create table suggestion (
  workspace text not null,
  id text not null,
  left_profile text not null,
  right_profile text not null,
  probability float8 not null,
  weight float8 not null,
  prior float8 not null,
  bars jsonb not null,
  found_at timestamptz not null default clock_timestamp(),
  run text not null,
  outcome text check (outcome in ('merged', 'kept-apart')),
  settled_by text,
  settled_at timestamptz,
  -- What either was called when it was settled: after a merge nobody can tell.
  left_had jsonb,
  right_had jsonb,
  primary key (workspace, id)
);
create unique index suggestion_open on suggestion (workspace, left_profile, right_profile)
  where outcome is null;
create index suggestion_likely on suggestion (workspace, weight desc, id) where outcome is null;
create index suggestion_pair on suggestion (workspace, left_profile, right_profile)
  where outcome is not null;
create index suggestion_newest on suggestion (workspace, settled_at desc, id desc)
  where outcome is not null;

-- Pairs of which the workspace's people know whether they are of one person.
create table label (
  workspace text not null,
  number int not null,
  left_type text not null,
  left_value text not null,
  right_type text not null,
  right_value text not null,
  same boolean not null,
  said_at timestamptz not null,
  primary key (workspace, number)
);

do $$
declare
  name text;
begin
  foreach name in array array['suggestion', 'label'] loop
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
grant update (outcome, settled_by, settled_at, left_had, right_had) on suggestion to ${request};
grant insert, delete on label to ${request};
