-- Who has used how much of a budget of an account, for people. Instances add their sums every few seconds, and no
-- request waits for that. What is spent of long budgets is in spent_budget, and is counted apart from this.
create table budget_use (
  workspace text not null,
  account text not null,
  budget text not null,
  -- The beginning of the window, or of a part of it. The use of short windows is in parts of ten minutes.
  since timestamptz not null,
  destination text not null,
  -- Empty for requests of no sync, such as a test of the destination.
  sync text not null,
  units bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- When the last unit was used that only one instance had paced, because Redis was away.
  alone_at timestamptz,
  kept_until timestamptz not null,
  primary key (account, budget, since, workspace, destination, sync)
  -- The rows of the present part are updated every few seconds.
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);

create index budget_use_kept on budget_use (kept_until);

alter table budget_use enable row level security;
alter table budget_use force row level security;
create policy worker_all on budget_use to ${worker} using (true);
grant select, insert, update, delete on budget_use to ${worker};
