-- Of whose write key an answer is: what a browser key grants may not count.
alter table answer add column key_kind text not null default 'server';
