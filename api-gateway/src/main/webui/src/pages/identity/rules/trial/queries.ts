import { queryOptions } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { listRebuilds, listTrials, readTrial } from '../trialContract';

const LATEST = 10;

const key = (workspace: string, ...rest: string[]) =>
  ['workspaces', workspace, 'identity', ...rest] as const;

/** The latest dry runs, without what they showed. */
export const trialsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'trials'),
    queryFn: async ({ signal }) => (await listTrials(workspace, LATEST, { signal })).data,
    ...following({ identity: true }),
  });

/** A dry run that is over, with what it showed; nothing of it changes any more. */
export const trialQuery = (workspace: string, trial: string) =>
  queryOptions({
    queryKey: key(workspace, 'trial', trial),
    queryFn: ({ signal }) => readTrial(workspace, trial, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const rebuildsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'rebuilds'),
    queryFn: async ({ signal }) => (await listRebuilds(workspace, LATEST, { signal })).data,
    ...following({ identity: true }),
  });
