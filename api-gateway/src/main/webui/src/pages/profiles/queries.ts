import { queryOptions } from '@tanstack/react-query';
import { listAudiencesOfProfile } from '@/api/generated/operations';
import { LIVE } from '@/api/queryClient';

export const audiencesOfQuery = (workspace: string, profile: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'audiences'],
    queryFn: async ({ signal }) =>
      (await listAudiencesOfProfile(workspace, profile, { signal })).data,
    refetchInterval: LIVE,
  });
