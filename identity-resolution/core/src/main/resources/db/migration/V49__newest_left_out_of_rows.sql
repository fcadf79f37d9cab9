-- Rows with left-out identifiers are few: each read of a profile lists the newest ones. A script of its
-- own, so that readers of the table do not wait while the index is built.
create index model_row_left_out
  on model_row (workspace, profile, left_out_at, model, row_key) where left_out is not null;
