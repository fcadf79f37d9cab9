-- How many people an audience held, at most one row a minute and only where it changed. The loop of
-- the first partition is the only writer.
create table audience_size (
  audience text not null references audience_state on delete cascade,
  workspace text not null,
  at bigint not null,
  size bigint not null,
  primary key (audience, at)
);

-- When a trait last came with somebody's data, to the minute.
create table trait_seen (
  workspace text not null,
  trait text not null,
  at bigint not null,
  primary key (workspace, trait)
) with (fillfactor = 80);

grant select, insert, delete on audience_size to ${worker};
grant select, insert, update on trait_seen to ${worker};
grant select on audience_size, trait_seen to ${request};

alter table audience_size enable row level security;
alter table audience_size force row level security;
alter table trait_seen enable row level security;
alter table trait_seen force row level security;

create policy worker_all on audience_size to ${worker} using (true);
create policy worker_all on trait_seen to ${worker} using (true);

create policy request_workspace on audience_size for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on trait_seen for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
