import { useQuery } from '@tanstack/react-query';
import { modelsQuery } from '@/api/dataQueries';
import { identitySummaryQuery } from '@/api/identitySummaryQuery';
import {
  audiencesQuery,
  destinationsQuery,
  pipelineQuery,
  sourcesQuery,
  syncsQuery,
} from '@/api/queries';
import { sayingItself } from '@/api/staleness';
import { causesQuery } from '@/components/deliveries/causesQuery';
import { deliveryCountsQuery } from '@/features/deliveries/deliveryCountsQuery';
import { eventCountsQuery } from '@/features/events/EventCountsPanel';
import { useWorkspace } from '@/workspace/here';
import type { Part } from './parts';
import { eventRateQuery } from './queries';

/** Every panel says by itself when what it shows is old. */
export function useParts() {
  const workspace = useWorkspace();
  return {
    pipeline: useQuery(sayingItself(pipelineQuery(workspace))),
    events: useQuery(sayingItself(eventRateQuery(workspace))),
    people: useQuery(sayingItself(identitySummaryQuery(workspace))),
    sources: useQuery(sayingItself(sourcesQuery(workspace))),
    audiences: useQuery(sayingItself(audiencesQuery(workspace))),
    destinations: useQuery(sayingItself(destinationsQuery(workspace))),
    syncs: useQuery(sayingItself(syncsQuery(workspace))),
    deliveries: useQuery(sayingItself(causesQuery(workspace))),
    models: useQuery(sayingItself(modelsQuery(workspace))),
    eventCounts: useQuery(sayingItself(eventCountsQuery(workspace))),
    deliveryCounts: useQuery(sayingItself(deliveryCountsQuery(workspace))),
  } satisfies Record<Part, unknown>;
}

export type Parts = ReturnType<typeof useParts>;
