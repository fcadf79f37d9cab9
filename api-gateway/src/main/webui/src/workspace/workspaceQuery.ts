import { queryOptions } from '@tanstack/react-query';
import { readWorkspace } from '@/api/generated/operations';
import { CALM } from '@/api/queryClient';

/** A workspace's own settings, and whether its deletion was requested. */
export const workspaceQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace],
    queryFn: ({ signal }) => readWorkspace(workspace, { signal }),
    staleTime: CALM,
  });
