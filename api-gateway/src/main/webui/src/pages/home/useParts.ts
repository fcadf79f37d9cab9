import { useQuery } from '@tanstack/react-query';
import { modelsQuery } from '@/api/dataQueries';
import {
  audiencesQuery,
  causesQuery,
  destinationsQuery,
  identitySummaryQuery,
  pipelineQuery,
  sourcesQuery,
  syncsQuery,
} from '@/api/queries';
import { CALM, LIVE } from '@/api/queryClient';
import { useWorkspace } from '@/workspace/here';
import type { Part } from './parts';
import { eventRateQuery } from './queries';

/** Every panel says by itself when what it shows is old. */
const ITSELF = { meta: { saysItself: true } } as const;

/** Live figures are read often, definitions now and then, and nothing while the page is hidden. */
const OFTEN = { ...ITSELF, refetchInterval: LIVE } as const;
const CALMLY = { ...ITSELF, refetchInterval: CALM } as const;

export function useParts() {
  const workspace = useWorkspace();
  return {
    pipeline: useQuery({ ...pipelineQuery(workspace), ...OFTEN }),
    events: useQuery({ ...eventRateQuery(workspace), ...OFTEN }),
    people: useQuery({ ...identitySummaryQuery(workspace), ...CALMLY }),
    sources: useQuery({ ...sourcesQuery(workspace), ...CALMLY }),
    audiences: useQuery({ ...audiencesQuery(workspace), ...CALMLY }),
    destinations: useQuery({ ...destinationsQuery(workspace), ...CALMLY }),
    syncs: useQuery({ ...syncsQuery(workspace), ...CALMLY }),
    deliveries: useQuery({ ...causesQuery(workspace), ...CALMLY }),
    models: useQuery({ ...modelsQuery(workspace), ...CALMLY }),
  } satisfies Record<Part, unknown>;
}

export type Parts = ReturnType<typeof useParts>;
