-- The declared types that a generation's rule reads by: what was built before had none.
alter table generation add column types jsonb not null default '[]';
