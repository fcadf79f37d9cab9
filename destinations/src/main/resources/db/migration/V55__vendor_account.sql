-- The vendor's account that the credentials of a destination belong to. Budgets and places are those of the
-- account, so they stay when only the credentials change.
create table vendor_account (
  workspace text not null,
  destination text not null,
  id text not null,
  name text not null,
  -- The hash of the credentials for which the vendor has named the account.
  credentials text not null,
  verified_at timestamptz not null,
  -- When an instance last began to ask for it.
  asked_at timestamptz not null,
  -- Another account that the present credentials belong to, until a user decides.
  other_id text,
  other_name text,
  other_since timestamptz,
  primary key (workspace, destination)
);

alter table vendor_account enable row level security;
alter table vendor_account force row level security;
create policy worker_all on vendor_account to ${worker} using (true);
create policy request_workspace on vendor_account for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select, insert, update, delete on vendor_account to ${worker};
grant select on vendor_account to ${request};
