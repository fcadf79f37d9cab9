-- Where each consumer stands. next_offset belongs to the effects, published to the messages; a
-- claim raises the epoch, which fences whoever owned the partition before.
create table stream_position (
  consumer text not null,
  topic text not null,
  part int not null,
  next_offset bigint not null,
  epoch bigint not null,
  published bigint not null default 0,
  tick bigint not null default 0,
  published_tick bigint not null default 0,
  primary key (consumer, topic, part)
) with (fillfactor = 50);

-- One row per poll and partition; deleted together with a later poll once it is published.
create table outbox_batch (
  consumer text not null,
  topic text not null,
  part int not null,
  first_offset bigint not null,
  next_offset bigint not null,
  payload bytea not null,
  primary key (consumer, topic, part, first_offset)
);
alter table outbox_batch alter column payload set storage external;

grant select, insert, update, delete on stream_position, outbox_batch to ${worker};
grant select on stream_position to ${request};
-- A service is not ready on another schema version, so it must be able to see it.
grant select on flyway_schema_history to ${worker};
