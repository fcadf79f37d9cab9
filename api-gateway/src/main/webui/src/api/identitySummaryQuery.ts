import { queryOptions } from '@tanstack/react-query';
import { following } from './changes/following';
import { readIdentitySummary } from './generated/operations';

export const identitySummaryQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'identity-summary'],
    queryFn: ({ signal }) => readIdentitySummary(workspace, { signal }),
    ...following({ profiles: true, identity: true, quarantine: true }),
  });
