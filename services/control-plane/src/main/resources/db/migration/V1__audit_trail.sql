-- Who has read personal data of whom. The same read again within a minute counts in the same row.
create table read_entry (
  workspace text not null,
  id text not null,
  actor text not null,
  actor_name text not null,
  operation text not null,
  -- Empty if the read concerned several profiles, or none.
  profile text not null,
  -- The trait, the event or the input; empty for the whole profile.
  part text not null,
  minute timestamptz not null,
  reads int not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- An entry that identity resolution has kept before: it is stored as it was, under its id.
  handed_over boolean not null default false,
  primary key (workspace, id)
);
create unique index read_entry_same
  on read_entry (workspace, actor, operation, profile, part, minute) where not handed_over;
create index read_entry_profile on read_entry (workspace, profile, id);
create index read_entry_minute on read_entry using brin (minute);

-- Messages of the topic reads that are counted in the trail, for as long as the log may hold a copy.
create table counted_read (
  workspace text not null,
  message_id text not null,
  counted_at timestamptz not null default clock_timestamp(),
  primary key (workspace, message_id)
);
create index counted_read_at on counted_read using brin (counted_at);

-- Who has changed the settings of a workspace, and who was refused. The id names an entry.
create table administration_entry (
  workspace text not null,
  id text not null,
  at timestamptz not null,
  actor text not null,
  actor_name text not null,
  operation text not null,
  object_kind text,
  object text,
  outcome text not null,
  times int not null,
  -- The entry as it is on the topic, in JSON.
  entry text not null,
  primary key (workspace, id)
);
create index administration_entry_object on administration_entry (workspace, object, id);
create index administration_entry_at on administration_entry using brin (at);

-- Requests only read the trail. Channels add to the trail of the workspace that their transaction
-- names, and to no other. Retention and the purge of a workspace find and delete rows of all.
do $$
declare
  name text;
begin
  foreach name in array array['read_entry', 'counted_read', 'administration_entry'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy worker_finds on %I for select to ${worker} using (true)', name);
    execute format('create policy worker_deletes on %I for delete to ${worker} using (true)', name);
    execute format($p$create policy worker_adds on %I for insert to ${worker}
      with check (workspace = (select nullif(current_setting('app.workspace', true), '')))$p$, name);
    execute format($p$create policy worker_updates on %I for update to ${worker}
      using (workspace = (select nullif(current_setting('app.workspace', true), '')))$p$, name);
    execute format('grant select, insert, update, delete on %I to ${worker}', name);
  end loop;
  foreach name in array array['read_entry', 'administration_entry'] loop
    execute format($p$create policy request_workspace on %I for select to ${request}
      using (workspace = (select nullif(current_setting('app.workspace', true), '')))$p$, name);
    execute format('grant select on %I to ${request}', name);
  end loop;
end
$$;
