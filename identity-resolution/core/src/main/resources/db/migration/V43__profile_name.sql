-- Names by which people are found: one row for each trait with a name. The text is in lower case and
-- without accents, and each word follows a blank. People of the version before get their rows when
-- their profile changes next.
create table profile_name (
  workspace text not null,
  profile text not null,
  trait text not null,
  name text not null,
  primary key (workspace, profile, trait)
) with (fillfactor = 80);

-- Words that begin with a text, and similar words, in one workspace. A new or changed name costs 5 to
-- 20 entries. An event without another name costs one read of the primary key.
create extension if not exists btree_gin;
create index profile_name_similar on profile_name using gin (workspace, name gin_trgm_ops);

alter table profile_name enable row level security;
alter table profile_name force row level security;
create policy request_workspace on profile_name to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on profile_name to ${worker} using (true);
grant select on profile_name to ${request};
grant select, insert, update, delete on profile_name to ${worker};

-- Names end with their profile, also if an instance of an earlier version merges or erases it.
create function remove_profile_names() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  delete from profile_name where workspace = old.workspace and profile = old.profile;
  return null;
end
$$;
create trigger profile_names_end after delete on profile
  for each row execute function remove_profile_names();

-- Under row-level security PostgreSQL does not use this index (V7). So the search runs as the owner,
-- and in the workspace that the transaction names.
do $$
begin
  execute format(
    'create policy similar_to_owner on profile_name for select to %I using (true)', current_user);
end
$$;

-- Each word begins a word of one of these traits. No word contains a character with a meaning for
-- "like". Of many matches, some are considered.
create function profiles_named(words text[], traits text[], most int)
  returns table (profile text)
  language sql stable security definer
  set search_path = public, pg_temp
as $$
  select found.profile from (
    select n.profile, n.name from profile_name n
    where n.workspace = nullif(current_setting('app.workspace', true), '')
      and n.trait = any(traits)
      and n.name like '% ' || words[1] || '%'
      and not exists (
        select from unnest(words[2:]) w(word)
        where not exists (
          select from profile_name o
          where o.workspace = n.workspace and o.profile = n.profile and o.trait = any(traits)
            and o.name like '% ' || w.word || '%'))
    limit 5000) found
  group by found.profile order by min(found.name), found.profile limit most
$$;
revoke all on function profiles_named from public;
grant execute on function profiles_named to ${request};

-- A name is short: two exchanged letters leave a third of it alike. Of many similar names, some are
-- considered.
create function profiles_similarly_named(words text[], traits text[], most int)
  returns table (profile text)
  language sql stable security definer
  set search_path = public, pg_temp
  set pg_trgm.word_similarity_threshold = 0.3
as $$
  select found.profile from (
    select distinct near.profile from (
      select n.profile from profile_name n
      where n.workspace = nullif(current_setting('app.workspace', true), '')
        and n.trait = any(traits)
        and words[1] <% n.name
      limit 1000) near) found
  order by (
    select sum(nearest.distance) from unnest(words) w(word)
    cross join lateral (
      select min(w.word <<-> o.name) as distance from profile_name o
      where o.workspace = nullif(current_setting('app.workspace', true), '')
        and o.profile = found.profile and o.trait = any(traits)) nearest), found.profile
  limit most
$$;
revoke all on function profiles_similarly_named from public;
grant execute on function profiles_similarly_named to ${request};
