-- The table has the name of the scheme for tables: one row says how far the minutes of sources are
-- kept up.
alter table source_minutes_read rename to source_minute_reader;
alter table source_minute_reader rename column one to single;
alter index source_minutes_read_pkey rename to source_minute_reader_pkey;
alter table source_minute_reader
  rename constraint source_minutes_read_one_check to source_minute_reader_single_check;

-- For instances of the version before, until they are gone.
create view source_minutes_read with (security_invoker = true) as
  select single as one, until from source_minute_reader;
grant select, update on source_minutes_read to ${worker};
