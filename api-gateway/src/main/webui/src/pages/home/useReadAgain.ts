import { useEffect, useRef } from 'react';
import type { Alert } from '@/api/generated/model';
import { changes } from '@/api/queryClient';

/**
 * Reads the page again when a service stops answering, and when it answers again. No change of its data says so, and figures that sum up
 * are read seldom: until then, they would be shown as new.
 */
export function useReadAgain(alerts: readonly Alert[] | undefined): void {
  const away = alerts
    ?.filter(({ kind }) => kind === 'service-away')
    .map(({ object }) => object)
    .sort()
    .join();
  const before = useRef<string>(undefined);
  useEffect(() => {
    if (away === undefined) {
      return;
    }
    if (before.current !== undefined && before.current !== away) {
      changes.readAgain();
    }
    before.current = away;
  }, [away]);
}
