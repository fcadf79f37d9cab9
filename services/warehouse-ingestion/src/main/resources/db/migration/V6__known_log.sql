-- Which log this database belongs to: the cluster, and the topics that the service reads or writes.
create table known_log (
  topic text primary key,
  cluster text not null,
  topic_id text not null,
  known_since timestamptz not null default clock_timestamp()
);
grant select, insert, update on known_log to ${worker};

-- Which of the logs that an operator has accepted rows are published to. A snapshot that belongs to
-- an earlier one says nothing of what is published.
create table rows_log (
  single boolean primary key default true check (single),
  number bigint not null
);
insert into rows_log (number) values (0);
grant select, update on rows_log to ${worker};
