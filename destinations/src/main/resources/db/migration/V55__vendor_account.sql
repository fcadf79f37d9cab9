-- The vendor's account that the credentials of a destination belong to. Budgets and places are those of the
-- account, so they stay when only the credentials change.
create table vendor_account (
  workspace text not null,
  destination text not null,
  -- Larger with each change. A writer names the version that it has read, so a late answer changes nothing.
  version bigint not null default 1,
  -- The grant of vendor_session that the row is about: a new consent of a user has the next number.
  grant_number bigint not null default 0,
  -- The account that the records are in; null while the vendor has not named it. The address is the base
  -- URL: ids of accounts are those of one server.
  id text,
  name text,
  address text,
  verified_at timestamptz,
  -- The hash of the settings and secrets with which the account was named last; empty after a new consent.
  credentials text not null,
  -- Nobody asks the vendor again about these credentials before this time.
  ask_at timestamptz not null default clock_timestamp(),
  asked_for text,
  -- Another account that the present credentials belong to, until a user decides.
  other_id text,
  other_name text,
  other_address text,
  other_since timestamptz,
  -- The decision of a user that is being carried out: kept, or forgotten. Nothing is sent meanwhile. The
  -- records up to this space and key have been done.
  decision text,
  done_space text,
  done_key text,
  primary key (workspace, destination)
);

alter table vendor_account enable row level security;
alter table vendor_account force row level security;
create policy worker_all on vendor_account to ${worker} using (true);
create policy request_workspace on vendor_account for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select, insert, update, delete on vendor_account to ${worker};
grant select on vendor_account to ${request};
