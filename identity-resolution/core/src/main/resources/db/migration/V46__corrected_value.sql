-- What an applied correction by hand changed: an object with the value in force before and after it,
-- each absent if there was none. Null for everything else, and for what was recorded before. A value of
-- a row can have U+0000, which jsonb refuses.
alter table accepted_event add column corrected json;
