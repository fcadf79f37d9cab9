-- The open jobs of an account are counted over all workspaces.
create index job_account on job (account);
