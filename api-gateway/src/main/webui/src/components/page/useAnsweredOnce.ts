import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** How long a page waits for an answer. */
const PATIENCE_MS = 2_000;

interface Waits {
  /** The object whose page waits, for example the workspace. Another object waits anew. */
  of: string;
  /** Whether the page waits by now. */
  begun: boolean;
}

/**
 * Whether a query has answered or failed once, or the page has waited long enough for it. This never goes
 * back for the same object: a page that is shown stays, with what was typed, while the query is tried again.
 */
export function useAnsweredOnce(
  { data, failureCount }: Pick<UseQueryResult, 'data' | 'failureCount'>,
  { of, begun }: Waits,
): boolean {
  const [answered, setAnswered] = useState<string | null>(null);
  if (answered !== of && (data !== undefined || failureCount > 0)) {
    setAnswered(of);
  }
  useEffect(() => {
    if (!begun) {
      return;
    }
    const timer = setTimeout(() => setAnswered(of), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [begun, of]);
  return answered === of;
}
