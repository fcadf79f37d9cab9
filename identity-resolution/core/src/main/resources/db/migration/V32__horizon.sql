-- The log may have deleted inputs that were accepted before this time; null if that is not known.
alter table shadow add column horizon timestamptz;
