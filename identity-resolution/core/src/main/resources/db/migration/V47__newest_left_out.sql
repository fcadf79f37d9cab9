-- The events of a profile that left out an identifier, which are few: each read of a profile lists the
-- newest ones.
create index accepted_event_left_out
  on accepted_event (workspace, profile, happened_at, event) where left_out is not null;
-- A sample takes the people with the smallest hashes. The columns of this index never change, so only a
-- new profile writes to it, and updates of a profile stay within its page (HOT).
create index profile_by_hash on profile (workspace, hashtextextended(profile, 0), profile);
