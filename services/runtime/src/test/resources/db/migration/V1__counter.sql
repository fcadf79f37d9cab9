-- What the tests' effects write.
create table counter (
  key text primary key,
  version bigint not null
);
grant select, insert, update, delete on counter to ${worker};
