import { queryOptions } from '@tanstack/react-query';
import { listPurposes } from '@/api/generated/operations';

/** How long the answers of people are taken for the present ones, in milliseconds. */
const PURPOSES_LAST = 60_000;

/** The purposes about which people have answered. */
export const purposesQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'purposes'],
    queryFn: ({ signal }) => listPurposes(workspace, { signal }),
    staleTime: PURPOSES_LAST,
    refetchInterval: false,
  });
