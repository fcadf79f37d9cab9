import { useQuery } from '@tanstack/react-query';
import { dataDelayQuery } from '@/api/queries';
import { sayingItself } from '@/api/staleness';
import { useAnsweredOnce } from '@/components/page/useAnsweredOnce';

/**
 * Whether it is known if the data are late. A first page waits for this for a moment, because the notice
 * above it would move it.
 */
export function useDelayKnown(workspace: string, enabled: boolean): boolean {
  const query = useQuery({
    ...sayingItself(dataDelayQuery(workspace)),
    enabled,
    refetchInterval: false,
  });
  return useAnsweredOnce(query, { of: workspace, begun: enabled });
}
