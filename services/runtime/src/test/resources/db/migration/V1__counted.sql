-- What the tests' effects write.
create table counted (
  key text primary key,
  version bigint not null
);
grant select, insert, update, delete on counted to ${worker};
