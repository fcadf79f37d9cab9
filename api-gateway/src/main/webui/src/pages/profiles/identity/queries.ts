import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { listLinkedPeople, readProfileGraph } from '@/api/generated/operations';
import { onFirstPage, paged } from '@/api/paged';
import { CALM } from '@/api/queryClient';

const LINKS = 10;

export const graphQuery = (workspace: string, profile: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'graph'],
    queryFn: ({ signal }) => readProfileGraph(workspace, profile, { signal }),
    refetchInterval: CALM,
  });

export const linksQuery = (workspace: string, profile: string) =>
  infiniteQueryOptions({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'links'],
    queryFn: ({ pageParam, signal }) =>
      listLinkedPeople(workspace, profile, { cursor: pageParam, limit: LINKS }, { signal }),
    ...paged,
    refetchInterval: onFirstPage(CALM),
  });
