-- The deliveries are counted, so the owner need not read them any more. The lock is as in V27.
set local lock_timeout = '10s';
drop policy owner_reads on delivery;
