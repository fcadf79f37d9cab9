-- Whom a rebuild has changed, and by which command. It outlives the shadow: a job may be begun
-- several times, each time with a shadow of its own, and tells of all of them.
create table rebuild_change (
  workspace text not null,
  job text not null,
  profile text not null,
  command text not null,
  primary key (workspace, job, profile, command)
);

alter table rebuild_change enable row level security;
alter table rebuild_change force row level security;
create policy worker_all on rebuild_change to ${worker} using (true);
grant select, insert, update, delete on rebuild_change to ${worker};
