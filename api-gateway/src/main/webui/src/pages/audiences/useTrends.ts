import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { everyPage, PAGE } from '@/api/everyPage';
import type { AudienceSizeAt } from '@/api/generated/model';
import { listAudienceTrends } from '@/api/generated/operations';
import { useWorkspace } from '@/workspace/here';

/** How long the sizes of past days are taken for the present ones, in milliseconds. */
const TRENDS_LAST = 5 * 60_000;

/** The sizes of each audience on the last days, by its id. One request reads those of a whole part of the list. */
export function useTrends(): ReadonlyMap<string, readonly AudienceSizeAt[]> {
  const workspace = useWorkspace();
  const { data } = useQuery({
    queryKey: ['workspaces', workspace, 'audience-trends'],
    queryFn: ({ signal }) =>
      everyPage((cursor) => listAudienceTrends(workspace, { limit: PAGE, cursor }, { signal })),
    staleTime: TRENDS_LAST,
    refetchInterval: false,
  });
  return useMemo(
    () => new Map((data?.data ?? []).map(({ audience, data }) => [audience, data])),
    [data],
  );
}
