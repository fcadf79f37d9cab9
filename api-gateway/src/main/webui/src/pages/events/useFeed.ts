import { useEffect, useReducer } from 'react';
import { follow } from '@/api/follow';
import type { Event } from '@/api/generated/model';
import { getFollowEventsUrl } from '@/api/generated/operations';
import { useWorkspace } from '@/workspace/here';
import { feed, nothing } from './feed';

export interface Filters {
  type?: string | undefined;
  outcome?: string | undefined;
  source?: string | undefined;
  profile?: string | undefined;
}

/** Follows the workspace's events; changed filters begin a new feed. */
export function useFeed(filters: Filters) {
  const [state, dispatch] = useReducer(feed, nothing);
  const url = getFollowEventsUrl(useWorkspace(), filters);
  useEffect(() => {
    const end = new AbortController();
    const told = (action: Parameters<typeof dispatch>[0]) => {
      if (!end.signal.aborted) {
        dispatch(action);
      }
    };
    void follow(
      url,
      {
        onLive: (anew) => told({ do: 'live', anew }),
        onLost: () => told({ do: 'lost' }),
        onRefused: (error) => told({ do: 'refused', error }),
        onMessages: (messages) => {
          const data = (name: string) =>
            messages.filter((each) => each.name === name).map((each) => JSON.parse(each.data));
          told({
            do: 'told',
            events: data('event') as Event[],
            skipped: (data('skipped') as { count: number }[]).reduce(
              (all, one) => all + one.count,
              0,
            ),
          });
        },
      },
      end.signal,
    );
    return () => end.abort();
  }, [url]);
  return { feed: state, pause: () => dispatch({ do: 'pause' }) };
}
