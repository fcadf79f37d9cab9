-- The people of earlier versions. No person changes meanwhile: a loop whose trigger notes some of these
-- people would wait for this transaction, and this transaction for the loop. People are read meanwhile.
-- Writers wait behind this lock while it is not granted, too, so it is given up after some seconds, and
-- the migration is repeated at the next start.
set local lock_timeout = '10s';
lock table person in share row exclusive mode;

insert into missing_consent (workspace, profile)
select workspace, profile from person where consent_version <> version and not merged
on conflict do nothing;
