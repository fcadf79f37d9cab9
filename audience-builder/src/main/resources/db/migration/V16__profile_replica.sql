-- The merges and the moved ids get the layout of runtime.replica, which all services have that follow
-- profiles. No row changes: a merge is stored as it was published.
alter table alias rename to merged_profile;
alter table merged_profile rename column into_profile to survivor;
alter table merged_profile drop constraint alias_pkey;
alter table merged_profile add primary key (workspace, profile);
create index merged_profile_survivor on merged_profile (workspace, survivor);

alter table separated_alias drop constraint separated_alias_pkey;
alter table separated_alias add primary key (workspace, profile);
create index separated_alias_into on separated_alias (workspace, into_profile);

-- For instances of the version before, until they are gone: they look for ids without the workspace,
-- and call the table alias.
alter index alias_read rename to merged_profile_by_survivor;
create unique index merged_profile_by_profile on merged_profile (profile);
create unique index separated_alias_by_profile on separated_alias (profile);
create view alias with (security_invoker = true) as
  select profile, workspace, survivor as into_profile from merged_profile;
grant select, insert, update, delete on alias to ${worker};
grant select on alias to ${request};
