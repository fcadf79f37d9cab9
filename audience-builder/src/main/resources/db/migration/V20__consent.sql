-- The consent of a person, for rules and files of members, and the version of the profile that it belongs to.
alter table person add column consent text not null default '{}';
alter table person add column consent_version bigint not null default 0;

-- People of whom an earlier version of this service stored a profile without the consent, which
-- identity resolution knows.
create table missing_consent (
  workspace text not null,
  profile text not null,
  primary key (workspace, profile)
);
-- The owner sees no row of a table that forces its policies.
alter table person no force row level security;
insert into missing_consent (workspace, profile) select workspace, profile from person where not merged;
alter table person force row level security;

alter table missing_consent enable row level security;
alter table missing_consent force row level security;
create policy worker_all on missing_consent to ${worker} using (true);
create policy request_workspace on missing_consent for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select, insert, update, delete on missing_consent to ${worker};
grant select on missing_consent to ${request};

-- For instances of the version before, until they are gone: they raise the version without the
-- consent.
create function note_missing_consent() returns trigger language plpgsql as $$
begin
  insert into missing_consent (workspace, profile) values (new.workspace, new.profile)
  on conflict do nothing;
  return null;
end
$$;
create trigger missing_consent after insert or update on person for each row
  when (new.consent_version <> new.version and not new.merged)
  execute function note_missing_consent();
