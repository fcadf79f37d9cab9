-- A workspace whose facts are still to be handled has a time of its own. at stays the time that has
-- passed for everyone: an instance of the version before goes by it, and writes no other.
alter table partition_clock add column newest bigint;
alter table partition_clock add column held_back jsonb not null default '{}';

-- The business time of a workspace at the clock of a partition.
create function business_time(clock partition_clock, named text) returns bigint
  language sql immutable as $$
  select greatest(clock.at, coalesce((clock.held_back ->> named)::bigint, clock.newest))
    + coalesce((clock.offsets ->> named)::bigint, 0)
$$;

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
