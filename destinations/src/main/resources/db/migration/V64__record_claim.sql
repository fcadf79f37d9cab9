-- Which record of the ledger has taken a record of a vendor that a search by a further match field has found, or creates
-- one with a value of such a field. A claim keeps other records of the ledger from it until searches show what was written.
-- A table of its own, because the ledger has no index by the vendor's ids.
create table record_claim (
  workspace text not null,
  destination text not null,
  -- A keyed hash of the space of the records, and of the id of the vendor or of the value.
  name text not null,
  -- The id of the row of the ledger.
  delivery text not null,
  ends_at timestamptz not null,
  primary key (workspace, destination, name)
);

create index record_claim_ends on record_claim (ends_at);
-- A record that is forgotten takes its claims with it.
create index record_claim_delivery on record_claim (delivery);

alter table record_claim enable row level security;
alter table record_claim force row level security;
create policy worker_all on record_claim to ${worker} using (true);
grant select, insert, update, delete on record_claim to ${worker};
