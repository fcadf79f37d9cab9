-- How many events of a source were accepted in an hour, by the wall clock. Kept longer than the events.
create table source_hour (
  workspace text not null,
  source text not null,
  at timestamptz not null,
  events bigint not null,
  primary key (workspace, source, at)
);
-- Old hours are deleted.
create index source_hour_age on source_hour (at);
-- The events from "since" to "until" are counted; null before the first count.
create table source_hour_reader (
  single boolean primary key default true check (single),
  since timestamptz,
  until timestamptz
);
insert into source_hour_reader default values;

alter table source_hour enable row level security;
alter table source_hour force row level security;
create policy worker_all on source_hour to ${worker} using (true);
create policy request_workspace on source_hour for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select, insert, update, delete on source_hour to ${worker};
grant select, update on source_hour_reader to ${worker};
grant select on source_hour, source_hour_reader to ${request};
