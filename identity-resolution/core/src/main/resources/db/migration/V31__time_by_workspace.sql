-- How far time has passed in a partition for each workspace, beyond its position: what is left to
-- publish was read ahead. A tick as on the log.
create table stream_ahead (
  consumer text not null,
  topic text not null,
  part int not null,
  epoch bigint not null,
  ahead jsonb not null,
  primary key (consumer, topic, part)
) with (fillfactor = 50);
grant select, insert, update, delete on stream_ahead to ${worker};

-- at is the time that was passed on for everyone, told the tick itself, with those held back.
alter table passed_tick add column told jsonb;
