-- Which limit a conflict would have broken: an object of type, values and per. Null where that is
-- not why, and for what was recorded before. The entries of accepted_event.left_out have the same
-- object as their limit.
alter table conflict add column broken_limit jsonb;
