import type { Query, QueryMeta } from '@tanstack/react-query';
import { mayPass, UnreachableError } from './problem';
import { queryClient } from './queryClient';

const cache = queryClient.getQueryCache();

/** What is shown and could not be read anew, because nothing answers or a part is away. */
export const staleness = {
  subscribe: (listener: () => void): (() => void) => cache.subscribe(listener),

  /** When the oldest of it was read, in milliseconds; null while everything is as new as it should be. */
  since: (): number | null => {
    const times = cache
      .findAll({ type: 'active' })
      .filter(isStale)
      .map(({ state }) => state.dataUpdatedAt);
    return times.length === 0 ? null : Math.min(...times);
  },
};

/** Requests that report an unreachable part themselves count for the whole page only if no request is answered. */
function isStale({ state, meta }: Query): boolean {
  const reason = state.fetchFailureReason ?? state.error;
  return (
    state.data !== undefined &&
    mayPass(reason) &&
    (reason instanceof UnreachableError || meta?.saysItself !== true)
  );
}

/** The same options for a part of a page that reports by itself when what it shows is old. */
export function sayingItself<O extends { meta?: QueryMeta | undefined }>(options: O): O {
  return { ...options, meta: { ...options.meta, saysItself: true } };
}
