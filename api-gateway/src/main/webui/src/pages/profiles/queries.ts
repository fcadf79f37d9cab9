import { queryOptions } from '@tanstack/react-query';
import { listAudiencesOfProfile, listDeliveriesOfProfile } from '@/api/generated/operations';
import { LIVE } from '@/api/queryClient';

/** How many of the newest deliveries tell where somebody is. */
const LATELY = 200;

export const audiencesOfQuery = (workspace: string, profile: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'audiences'],
    queryFn: async ({ signal }) =>
      (await listAudiencesOfProfile(workspace, profile, { signal })).data,
    refetchInterval: LIVE,
  });

/** The destinations that something of somebody went to lately, by id. */
export const destinationsOfQuery = (workspace: string, profile: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'destinations'],
    queryFn: async ({ signal }) => {
      const { data } = await listDeliveriesOfProfile(
        workspace,
        profile,
        { limit: LATELY },
        { signal },
      );
      return [...new Set(data.map(({ destination }) => destination))];
    },
  });
