-- Which of the logs that an operator has accepted rows are read from. Offsets of an earlier one do not
-- order rows of a later one.
create table rows_log (
  single boolean primary key default true check (single),
  number bigint not null
);
insert into rows_log (number) values (0);
grant select, update on rows_log to ${worker};
