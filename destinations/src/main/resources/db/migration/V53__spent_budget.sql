-- What is spent of the long budgets of an account, such as those of a day: by the beginning of the window, or of a
-- part of a window that rolls. The account is a hash of the address and the credentials. Units count as spent
-- before they are used. What others have spent, as the vendor says, is in one row of a budget.
create table spent_budget (
  workspace text not null,
  account text not null,
  budget text not null,
  since timestamptz not null,
  spent bigint not null,
  others bigint not null default 0,
  -- When this number of the vendor counts no longer.
  others_until timestamptz,
  primary key (account, budget, since, workspace)
);

alter table spent_budget enable row level security;
alter table spent_budget force row level security;
create policy worker_all on spent_budget to ${worker} using (true);
grant select, insert, update, delete on spent_budget to ${worker};

-- The names of accounts that destinations have used lately. New credentials can give an account another name, and it has
-- spent under the former one.
create table account_use (
  workspace text not null,
  destination text not null,
  account text not null,
  used_at timestamptz not null,
  primary key (workspace, account, destination)
);

create index account_use_destination on account_use (workspace, destination);

alter table account_use enable row level security;
alter table account_use force row level security;
create policy worker_all on account_use to ${worker} using (true);
grant select, insert, update, delete on account_use to ${worker};
