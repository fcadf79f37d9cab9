-- In which minutes a source sent something: how it usually sends, without a look at its events.
-- Kept up with what was accepted, from the accepted events up to a little before "until".
create table source_minute (
  workspace text not null,
  source text not null,
  minute timestamptz not null,
  last_at timestamptz not null,
  primary key (workspace, source, minute)
);
create table source_minutes_read (
  one boolean primary key default true check (one),
  until timestamptz not null
);
insert into source_minutes_read (until) values ('epoch');

alter table source_minute enable row level security;
alter table source_minute force row level security;
create policy worker_all on source_minute to ${worker} using (true);
grant select, insert, update, delete on source_minute to ${worker};
grant select, update on source_minutes_read to ${worker};
