-- What is spent of the long budgets of an account, such as those of a day: by the beginning of the window, or of a
-- part of a window that rolls. The account is a hash of the address and the credentials. Units count as spent
-- before they are used.
create table spent_budget (
  workspace text not null,
  account text not null,
  budget text not null,
  since timestamptz not null,
  spent bigint not null,
  primary key (account, budget, since, workspace)
);

alter table spent_budget enable row level security;
alter table spent_budget force row level security;
create policy worker_all on spent_budget to ${worker} using (true);
grant select, insert, update, delete on spent_budget to ${worker};
