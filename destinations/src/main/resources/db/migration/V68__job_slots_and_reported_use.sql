-- The account in which a job was started, and until when the job counts as one that is open there. An older
-- instance starts jobs without an account: they count for their destination after the next question about them.
alter table job
  add column account text,
  add column slot_until timestamptz;

create index job_slot on job (workspace, account);

-- What vendors have answered to the question how much of a budget of an account is used, by all programs.
create table reported_use (
  workspace text not null,
  account text not null,
  budget text not null,
  -- When an instance last asked. One asks within each interval.
  asked_at timestamptz not null,
  -- When the last answer was asked for, and its numbers; null before the first answer.
  reported_at timestamptz,
  used bigint,
  amount bigint,
  primary key (account, budget)
);

alter table reported_use enable row level security;
alter table reported_use force row level security;
create policy worker_all on reported_use to ${worker} using (true);
grant select, insert, update, delete on reported_use to ${worker};

-- A place is reserved for all destinations of an account.
create index place_account on place (workspace, account, name);
