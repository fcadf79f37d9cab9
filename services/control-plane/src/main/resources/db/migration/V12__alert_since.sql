-- When the problem began. The alert opens later, when two checks have found the problem. Null where
-- nobody knows when it began.
alter table alert add column since timestamptz;
