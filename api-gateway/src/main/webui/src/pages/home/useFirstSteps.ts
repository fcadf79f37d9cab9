import { useQuery } from '@tanstack/react-query';
import { newestEventsQuery } from '@/api/newestEventsQuery';
import { sayingItself } from '@/api/staleness';
import { useWorkspace } from '@/workspace/here';
import { stepsDone } from './firstSteps';
import { connectedQuery, deliveredOnceQuery } from './queries';
import type { Parts } from './useParts';

/** The first steps, until something was delivered; null from then on, and as long as that is not known. */
export function useFirstSteps(parts: Parts) {
  const workspace = useWorkspace();
  const delivered = useQuery(sayingItself(deliveredOnceQuery(workspace))).data;
  const beginning = delivered === false;
  const asked = { enabled: beginning };
  const events = useQuery({ ...sayingItself(newestEventsQuery(workspace, 1)), ...asked }).data;
  const connected = useQuery({ ...sayingItself(connectedQuery(workspace)), ...asked }).data;
  return beginning
    ? stepsDone({
        sources: parts.sources.data?.data.length,
        events: events?.length,
        people: parts.people.data?.profiles,
        connected,
        audiences: parts.audiences.data?.data.length,
        destinations: parts.destinations.data?.data.length,
        syncs: parts.syncs.data?.data.length,
        delivered,
      })
    : null;
}
