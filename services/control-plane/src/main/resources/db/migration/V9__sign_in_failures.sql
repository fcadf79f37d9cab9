-- How far failed sign-ins are read from Keycloak, and the one control plane that reads them. The position is
-- a time of Keycloak's clock; what failed before the first start is not read.
create table sign_in_failure_reader (
  single boolean primary key default true check (single),
  owner text not null,
  leased_until timestamptz not null,
  position timestamptz not null
);
insert into sign_in_failure_reader (owner, leased_until, position) values ('', 'epoch', now());

-- Keycloak's ids of the failures that were read last, so that each is copied to the trail once.
create table sign_in_failure (
  event text primary key,
  at timestamptz not null
);
create index sign_in_failure_at on sign_in_failure (at);

grant select, update on sign_in_failure_reader to ${worker};
grant select, insert, delete on sign_in_failure to ${worker};
