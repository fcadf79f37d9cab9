import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { following, followingFirstPage } from '@/api/changes/following';
import { listLinkedPeople, readProfileGraph } from '@/api/generated/operations';
import { paged } from '@/api/paged';

const LINKS = 10;

export const graphQuery = (workspace: string, profile: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'graph'],
    queryFn: ({ signal }) => readProfileGraph(workspace, profile, { signal }),
    ...following({ profiles: profile }),
  });

export const linksQuery = (workspace: string, profile: string) =>
  infiniteQueryOptions({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'links'],
    queryFn: ({ pageParam, signal }) =>
      listLinkedPeople(workspace, profile, { cursor: pageParam, limit: LINKS }, { signal }),
    ...paged,
    ...followingFirstPage({ profiles: true }),
  });
