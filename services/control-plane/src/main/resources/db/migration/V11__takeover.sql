-- Set once the rows of the api-gateway's former database are here. Only the owner reads it.
create table takeover (
  single boolean primary key default true check (single),
  taken_over_at timestamptz not null default clock_timestamp()
);
