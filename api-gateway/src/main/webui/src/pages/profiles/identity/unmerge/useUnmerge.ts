import { useMutation, useQuery } from '@tanstack/react-query';
import { unmergeProfile } from '@/api/generated/operations';
import type { Leaving } from '@/api/identity';
import { changes } from '@/api/queryClient';
import { pendingChanges } from '@/features/pending/pendingChanges';
import { useWorkspace } from '@/workspace/here';
import { graphQuery } from '../queries';
import { cameOf } from './leaving';

/** Makes two people of one, and follows it until there are two. */
export function useUnmerge(profile: string) {
  const workspace = useWorkspace();
  const unmerge = useMutation({
    mutationFn: (leaving: Leaving) => unmergeProfile(workspace, profile, leaving),
    onSuccess: ({ event }) =>
      pendingChanges.add(workspace, profile, {
        event,
        subject: 'unmerge',
        name: profile,
        sentAt: Date.now(),
      }),
  });
  const event = unmerge.data?.event;
  const graph = useQuery({
    ...graphQuery(workspace, profile),
    enabled: event !== undefined,
    refetchInterval: (query) =>
      cameOf(event, query.state.data) === null ? changes.interval(query) : false,
  });
  return { unmerge, into: cameOf(event, graph.data) };
}

export type Unmerging = ReturnType<typeof useUnmerge>;
