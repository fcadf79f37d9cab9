-- The people are noted, so the owner need not read them any more. The lock is as in V21.
set local lock_timeout = '10s';
drop policy owner_reads on person;
