-- The consent of a person, for rules and files of members, and the version of the profile that it
-- belongs to. These columns replace granted and granted_version. No statement of this version uses the
-- old columns; they stay for instances of the version before, which write them.
-- Requests and loops wait behind this lock, so it is given up after some seconds. The migration is
-- repeated at the next start.
set local lock_timeout = '10s';
alter table person add column consent text not null default '{}';
alter table person add column consent_version bigint not null default 0;

-- People of whom an earlier version of this service stored a profile without the consent, which
-- identity resolution knows.
create table missing_consent (
  workspace text not null,
  profile text not null,
  primary key (workspace, profile)
);
alter table missing_consent enable row level security;
alter table missing_consent force row level security;
create policy worker_all on missing_consent to ${worker} using (true);
create policy request_workspace on missing_consent for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select, insert, update, delete on missing_consent to ${worker};
grant select on missing_consent to ${request};

-- For instances of the version before, until they are gone: they raise the version without the
-- consent. A statement that stores only the time of a decision names no version, and notes nobody.
create function note_missing_consent() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  insert into missing_consent (workspace, profile) values (new.workspace, new.profile)
  on conflict do nothing;
  return null;
end
$$;
create trigger missing_consent after insert or update of version on person for each row
  when (new.consent_version <> new.version and not new.merged)
  execute function note_missing_consent();

-- The owner sees no row of a table that forces its policies. The policy owner_reads lets the next
-- migration note the people of earlier versions; the one after it drops the policy. Later migrations
-- may change people, too, so the owner may note them.
do $$
begin
  execute format('create policy owner_reads on person for select to %I using (true)', current_user);
  execute format(
    'create policy owner_notes on missing_consent for insert to %I with check (true)', current_user);
end
$$;
