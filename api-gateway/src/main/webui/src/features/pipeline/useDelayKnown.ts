import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { dataDelayQuery } from '@/api/queries';
import { sayingItself } from '@/api/staleness';

/** How long pages wait for an answer. */
const PATIENCE_MS = 2_000;

/**
 * Whether it is known if the data are late. A first page waits for this for a moment, because the notice
 * above it would move it.
 */
export function useDelayKnown(workspace: string, enabled: boolean): boolean {
  const { data, failureCount } = useQuery({
    ...sayingItself(dataDelayQuery(workspace)),
    enabled,
    refetchInterval: false,
  });
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    if (!enabled) {
      return;
    }
    const timer = setTimeout(() => setWaited(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [enabled]);
  return data !== undefined || failureCount > 0 || waited;
}
