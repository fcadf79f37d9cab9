import { queryOptions } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { listAudiencesOfProfile } from '@/api/generated/operations';

export const audiencesOfQuery = (workspace: string, profile: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'audiences'],
    queryFn: async ({ signal }) =>
      (await listAudiencesOfProfile(workspace, profile, { signal })).data,
    ...following({ profiles: profile, audiences: profile }),
  });
