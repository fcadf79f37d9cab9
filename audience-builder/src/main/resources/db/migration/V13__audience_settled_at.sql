-- Business time at which all memberships were last brought to the newest rule. What was recorded
-- before may rest on another rule, so it is not shown to who may not see what that rule tested.
-- For audiences that are there now, that is the time of this migration.
alter table audience_state
  add column settled_at bigint not null default (extract(epoch from now()) * 1000)::bigint;
