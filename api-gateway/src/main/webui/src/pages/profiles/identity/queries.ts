import { queryOptions } from '@tanstack/react-query';
import { readProfileGraph } from '@/api/identity';
import { CALM } from '@/api/queryClient';

export const graphQuery = (workspace: string, profile: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'graph'],
    queryFn: ({ signal }) => readProfileGraph(workspace, profile, { signal }),
    refetchInterval: CALM,
  });
