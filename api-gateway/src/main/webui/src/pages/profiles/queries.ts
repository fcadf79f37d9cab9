import { queryOptions } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { listAudiencesOfProfile, readConsent } from '@/api/generated/operations';

export const audiencesOfQuery = (workspace: string, profile: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'audiences'],
    queryFn: async ({ signal }) =>
      (await listAudiencesOfProfile(workspace, profile, { signal })).data,
    ...following({ profiles: profile, audiences: profile }),
  });

/** The answers of a person, with all earlier ones. */
export const consentQuery = (workspace: string, profile: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'consent'],
    queryFn: ({ signal }) => readConsent(workspace, profile, { signal }),
    ...following({ profiles: profile }),
  });
