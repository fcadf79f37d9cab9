-- Values are ordered byte by byte, whatever the database's own order is: so the primary key finds
-- those that begin with a text.
alter table identifier alter column value type text collate "C";
analyze identifier;

-- Similar values. Ids and numbers are left out: nobody misspells them, and each entry costs ingest.
create extension if not exists pg_trgm;
create index identifier_similar on identifier using gin (value gin_trgm_ops)
  where type not in ('user_id', 'phone', 'anonymous_id');

-- Under row-level security this index would stand idle, because the operator could tell of rows that
-- a policy hides. So the search runs as the owner, who sees through this policy, and holds to the
-- workspace by itself: it is the one that the transaction names, not one that a caller chooses.
do $$
begin
  execute format(
    'create policy similar_to_owner on identifier for select to %I using (true)', current_user);
end
$$;
create function similar_identifiers(sought text, types text[], most int)
  returns table (type text, value text, profile text)
  language sql stable security definer
  set search_path = public, pg_temp
  set pg_trgm.word_similarity_threshold = 0.4
as $$
  select i.type, i.value, i.profile from identifier i
  where i.workspace = nullif(current_setting('app.workspace', true), '')
    and i.type not in ('user_id', 'phone', 'anonymous_id')
    and (types is null or i.type = any(types))
    and sought <% i.value
  order by sought <<-> i.value, i.value, i.type limit most
$$;
revoke all on function similar_identifiers from public;
grant execute on function similar_identifiers to ${request};

-- Who has read personal data of whom. The same read again within a minute counts on the same row: a
-- page that is open asks every few seconds. Rows are added and counted up, and forgotten by age.
create table audit_entry (
  workspace text not null,
  id text not null,
  actor text not null,
  actor_name text not null,
  operation text not null,
  -- Empty where it was more than one person's, or nobody's.
  profile text not null,
  -- The trait, the event or the input; empty where it was the whole.
  part text not null,
  minute timestamptz not null,
  reads int not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (workspace, id)
);
create unique index audit_entry_same
  on audit_entry (workspace, actor, operation, profile, part, minute);
create index audit_entry_profile on audit_entry (workspace, profile, id);
create index audit_entry_minute on audit_entry using brin (minute);
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy request_workspace on audit_entry to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on audit_entry to ${worker} using (true);
grant select, insert, update (reads, last_at) on audit_entry to ${request};
grant select, delete on audit_entry to ${worker};
