import { useMutation, useQuery } from '@tanstack/react-query';
import type { Graph, Leaving } from '@/api/identity';
import { unmergeProfile } from '@/api/identity';
import { LIVE } from '@/api/queryClient';
import { useWorkspace } from '@/app/workspace/here';
import { graphQuery } from '../queries';
import { separatedInto } from './leaving';

interface Wanted {
  leaving: Leaving;
  /** The graph that was looked at: what is new in the next one is what came of it. */
  before: Graph;
}

/** Makes two people of one, and follows it until there are two. */
export function useUnmerge(profile: string) {
  const workspace = useWorkspace();
  const unmerge = useMutation({
    mutationFn: ({ leaving }: Wanted) => unmergeProfile(workspace, profile, leaving),
  });
  const { before } = unmerge.variables ?? {};
  const graph = useQuery({
    ...graphQuery(workspace, profile),
    enabled: unmerge.isSuccess,
    refetchInterval: ({ state }) => (before && separatedInto(before, state.data) ? false : LIVE),
  });
  const into = unmerge.isSuccess && before ? separatedInto(before, graph.data) : null;
  return { unmerge, into };
}

export type Unmerging = ReturnType<typeof useUnmerge>;
