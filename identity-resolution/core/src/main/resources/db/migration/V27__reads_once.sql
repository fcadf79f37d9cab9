-- Messages of the topic reads that are counted in the trail, for as long as the log may hold a copy.
create table counted_read (
  workspace text not null,
  message_id text not null,
  counted_at timestamptz not null default clock_timestamp(),
  primary key (workspace, message_id)
);
create index counted_read_at on counted_read using brin (counted_at);
alter table counted_read enable row level security;
alter table counted_read force row level security;
create policy worker_all on counted_read to ${worker} using (true);
grant select, insert, delete on counted_read to ${worker};
