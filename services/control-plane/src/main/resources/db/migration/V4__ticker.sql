-- The one clock of the installation. `at` is the newest tick in Unix milliseconds; it never goes
-- back. When time jumped forward, `held_at` is where it stands, until a person accepts the jump.
create table ticker (
  single boolean primary key default true check (single),
  at bigint not null,
  owner text not null,
  leased_until timestamptz not null,
  held_at bigint
);
insert into ticker (at, owner, leased_until) values (0, '', 'epoch');

grant select, update on ticker to ${worker};
