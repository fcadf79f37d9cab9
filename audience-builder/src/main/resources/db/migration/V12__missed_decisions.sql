-- People of whom something was learned by an instance that could not read all rules of their
-- workspace. An instance that can decides them anew. Only the loop that owns a partition writes and
-- reads the rows of its people.
create table missed_decision (
  part int not null,
  workspace text not null,
  profile text not null,
  at bigint not null,
  primary key (part, workspace, profile)
);
grant select, insert, update, delete on missed_decision to ${worker};
alter table missed_decision enable row level security;
alter table missed_decision force row level security;
create policy worker_all on missed_decision to ${worker} using (true);
