-- A number for workspace, destination and space takes their place in the index of records, and rows have no empty list
-- of former attempts. The table and its indexes are written again: all statements about deliveries wait meanwhile.
-- The migration is given up if it gets no lock within some seconds, and repeated at the next start.
set local lock_timeout = '10s';
lock table delivery in access exclusive mode;

-- The first 24 bits belong to the destination, so its records are next to each other. The others also depend on the
-- space, so records of different spaces have the same number only if 64 bits of hashes are equal.
create function record_place(workspace text, destination text, space text) returns bigint
  language sql immutable parallel safe
  return (hashtextextended(workspace || '/' || destination, 0) & -1099511627776)
    | (hashtextextended(workspace || '/' || destination || '/' || space, 1) & 1099511627775);
create function first_record_place(workspace text, destination text) returns bigint
  language sql immutable parallel safe
  return hashtextextended(workspace || '/' || destination, 0) & -1099511627776;
create function last_record_place(workspace text, destination text) returns bigint
  language sql immutable parallel safe
  return hashtextextended(workspace || '/' || destination, 0) | 1099511627775;

drop index delivery_key;
alter table delivery
  add column place bigint
    generated always as (case when not is_event then record_place(workspace, destination, space) end) stored,
  alter column attempts drop default,
  alter column attempts drop not null,
  alter column attempts type text[] using nullif(attempts, '{}'),
  -- A page has eleven new records of a usual size, and space for what their delivery adds.
  set (fillfactor = 72);
create unique index delivery_place on delivery (place, record_key) where not is_event;
-- Statements of the version before search the match value below each place. They need the number of places for it.
analyze delivery (place);
