import { useQuery } from '@tanstack/react-query';
import { seldom } from '@/api/changes/following';
import { modelsQuery } from '@/api/dataQueries';
import { identitySummaryQuery } from '@/api/identitySummaryQuery';
import { audiencesQuery, destinationsQuery, sourcesQuery, syncsQuery } from '@/api/queries';
import { sayingItself } from '@/api/staleness';
import { causesQuery } from '@/components/deliveries/causesQuery';
import { deliveryCountsQuery } from '@/features/deliveries/deliveryCountsQuery';
import { eventCountsQuery } from '@/features/events/eventCountsQuery';
import { pipelineQuery } from '@/features/pipeline/pipelineQuery';
import { useWorkspace } from '@/workspace/here';
import type { Part } from './parts';
import { incomingEventsQuery } from './queries';
import { useOpenItems } from './useOpenItems';

/**
 * Every panel says by itself when what it shows is old. The pipeline shows what happens now; the
 * other figures sum up.
 */
export function useParts() {
  const workspace = useWorkspace();
  return {
    pipeline: useQuery(sayingItself(pipelineQuery(workspace))),
    events: useQuery(sayingItself(incomingEventsQuery(workspace))),
    people: useQuery(seldom(sayingItself(identitySummaryQuery(workspace)))),
    sources: useQuery(seldom(sayingItself(sourcesQuery(workspace)))),
    audiences: useQuery(seldom(sayingItself(audiencesQuery(workspace)))),
    destinations: useQuery(seldom(sayingItself(destinationsQuery(workspace)))),
    syncs: useQuery(seldom(sayingItself(syncsQuery(workspace)))),
    deliveries: useQuery(seldom(sayingItself(causesQuery(workspace)))),
    models: useQuery(seldom(sayingItself(modelsQuery(workspace)))),
    eventCounts: useQuery(sayingItself(eventCountsQuery(workspace))),
    deliveryCounts: useQuery(sayingItself(deliveryCountsQuery(workspace))),
    ...useOpenItems(),
  } satisfies Record<Part, unknown>;
}

export type Parts = ReturnType<typeof useParts>;
