import { queryOptions } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { readConsent } from '@/api/generated/operations';

/** The answers of a person, with all earlier ones. */
export const consentQuery = (workspace: string, profile: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'consent'],
    queryFn: ({ signal }) => readConsent(workspace, profile, { signal }),
    ...following({ profiles: profile }),
  });
