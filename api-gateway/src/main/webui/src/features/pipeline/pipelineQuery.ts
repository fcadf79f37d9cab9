import { queryOptions } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { readPipeline } from '@/api/generated/operations';
import { changes } from '@/api/queryClient';

/** How often the pipeline is read while a stage is behind, in milliseconds. */
const BEHIND = 30_000;

/** The stages of the workspace, and how far each has come. */
export const pipelineQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'pipeline'],
    queryFn: ({ signal }) => readPipeline(workspace, undefined, { signal }),
    ...following({
      events: true,
      audiences: true,
      deliveries: true,
      quarantine: true,
      alerts: true,
      // The data became late, or are no longer late. A pipeline that stands has no other change.
      pipeline: true,
    }),
    // What is behind catches up without a change.
    refetchInterval: (query) =>
      query.state.data?.caughtUp === false
        ? Math.min(BEHIND, changes.interval(query))
        : changes.interval(query),
  });
