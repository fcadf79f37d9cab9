-- Which log this database belongs to: the cluster, and the topics that the service reads or writes.
create table known_log (
  topic text primary key,
  cluster text not null,
  topic_id text not null,
  known_since timestamptz not null default clock_timestamp()
);
grant select, insert, update on known_log to ${worker};
