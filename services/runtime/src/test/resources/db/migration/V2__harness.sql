-- What the loop's harness writes: a version per profile, and rows that time makes due.
create table harness_profile (
  id text primary key,
  version bigint not null
);
create table harness_due (
  part int not null,
  due_at bigint not null,
  id text not null,
  profile text not null,
  primary key (part, due_at, id)
);
create index harness_due_id on harness_due (id);
grant select, insert, update, delete on harness_profile, harness_due to ${worker};
