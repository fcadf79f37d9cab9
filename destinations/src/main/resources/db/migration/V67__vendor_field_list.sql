-- The fields of one object as a vendor has told them, with their age. All instances share a list. The basis is a
-- hash of the account and of the requests that read the list: another account is another row. A list has names,
-- labels, types and options of fields, and no record.
create table vendor_field_list (
  workspace text not null,
  destination text not null,
  object text not null,
  basis text not null,
  -- Null until the first reader has ended.
  state text,
  further text,
  -- JSON: an array of fields.
  fields text,
  read_at timestamptz,
  -- When the list is read again.
  read_until timestamptz,
  -- A later reading that has failed: the kind of its end, and when the vendor was asked.
  failure text,
  failed_at timestamptz,
  -- One reader at a time. After this time, another one may begin.
  claimed_by text,
  claimed_until timestamptz,
  used_at timestamptz not null default clock_timestamp(),
  primary key (workspace, destination, object, basis)
);

alter table vendor_field_list enable row level security;
alter table vendor_field_list force row level security;
create policy worker_all on vendor_field_list to ${worker} using (true);
grant select, insert, update, delete on vendor_field_list to ${worker};
