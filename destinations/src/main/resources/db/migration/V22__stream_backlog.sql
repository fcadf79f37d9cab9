-- The table has the name of the scheme for tables. A row says what waits in a partition after its
-- position.
alter table stream_ahead rename to stream_backlog;
alter index stream_ahead_pkey rename to stream_backlog_pkey;

-- For instances of the version before, until they are gone.
create view stream_ahead with (security_invoker = true) as
  select consumer, topic, part, epoch, ahead from stream_backlog;
grant select, insert, update, delete on stream_ahead to ${worker};

-- No version since the quarantine writes into this table. Its rows are in quarantined_message.
drop table set_aside;
drop function quarantine_set_aside();
