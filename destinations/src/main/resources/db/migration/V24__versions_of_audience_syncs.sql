-- Requests without the right to personal data ask which syncs take or took an audience.
create index definition_version_audience_sync on definition_version (workspace)
  where kind = 'sync' and spec -> 'from' ->> 'kind' = 'audience';
