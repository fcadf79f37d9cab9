-- The identifiers that a row of a people model names and that do not count, and the time of the row;
-- null if all of them count, and for what was applied before. The entries have the form of
-- accepted_event.left_out. A value of a row can have U+0000, which jsonb refuses.
-- The migration gives way if it cannot lock the table soon, and is repeated.
set local lock_timeout = '10s';
alter table model_row add column left_out json, add column left_out_at timestamptz;
