-- Which record of the ledger has taken a record of a vendor that a search by a further match field has found. A
-- claim keeps other records of the ledger from it until searches show the match value that was written. It is
-- deleted a day after it was last taken. A table of its own, because the ledger has no index by the vendor's ids.
create table record_claim (
  workspace text not null,
  destination text not null,
  object text not null,
  vendor_id text not null,
  -- The id of the row of the ledger.
  delivery text not null,
  taken_at timestamptz not null default now(),
  primary key (workspace, destination, object, vendor_id)
);

create index record_claim_taken on record_claim (taken_at);

alter table record_claim enable row level security;
alter table record_claim force row level security;
create policy worker_all on record_claim to ${worker} using (true);
grant select, insert, update, delete on record_claim to ${worker};
