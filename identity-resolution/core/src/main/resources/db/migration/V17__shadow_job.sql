-- Whose it is: a shadow lives as long as its job runs. Null for shadows of before.
alter table shadow add column job text;
