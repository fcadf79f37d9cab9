import { mayPass } from './problem';
import { queryClient } from './queryClient';

const cache = queryClient.getQueryCache();

/** What is shown and could not be read anew, because nothing answers or a part is away. */
export const staleness = {
  subscribe: (listener: () => void): (() => void) => cache.subscribe(listener),

  /** When the oldest of it was read, in milliseconds; null while everything is as new as it should be. */
  since: (): number | null => {
    const times = cache
      .findAll({ type: 'active' })
      .filter(
        ({ state }) => state.data !== undefined && mayPass(state.fetchFailureReason ?? state.error),
      )
      .map(({ state }) => state.dataUpdatedAt);
    return times.length === 0 ? null : Math.min(...times);
  },
};
