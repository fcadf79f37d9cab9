-- The identifiers that a row of a people model names and that do not count, and the time of the row;
-- null if all of them count, and for what was applied before. The entries have the form of
-- accepted_event.left_out. A value of a row can have U+0000, which jsonb refuses.
alter table model_row add column left_out json, add column left_out_at timestamptz;

-- Such rows are few: each read of a profile lists the newest ones.
create index model_row_left_out
  on model_row (workspace, profile, left_out_at, model, row_key) where left_out is not null;
