-- How many identifiers a person has, so that those with very many are found. Most have few, and
-- their rows stay out of the index.
alter table profile add column identifiers int not null default 0;
create index profile_alias_merged on profile_alias (workspace, merged_at);
create index profile_largest on profile (workspace, identifiers desc) where identifiers >= 10;
