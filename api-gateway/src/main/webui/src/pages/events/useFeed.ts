import { useEffect, useReducer } from 'react';
import { follow } from '@/api/follow';
import type { Event } from '@/api/generated/model';
import { getFollowEventsUrl } from '@/api/generated/operations';
import { useWorkspace } from '@/workspace/here';
import { type Action, type Feed, feed, nothing } from './feed';

export interface Filters {
  type?: string | undefined;
  outcome?: string | undefined;
  source?: string | undefined;
  profile?: string | undefined;
}

/** A feed, and the address from which its events come. */
interface Followed {
  url: string;
  feed: Feed;
}

/** Nothing of the feed of another address stays. */
function followed(before: Followed, { url, action }: { url: string; action: Action }): Followed {
  return { url, feed: feed(feedOf(before, url), action) };
}

function feedOf({ url, feed }: Followed, of: string): Feed {
  return url === of ? feed : nothing;
}

/** Follows the workspace's events; changed filters begin a new feed. */
export function useFeed(filters: Filters) {
  const url = getFollowEventsUrl(useWorkspace(), filters);
  const [state, dispatch] = useReducer(followed, { url, feed: nothing });
  useEffect(() => {
    const end = new AbortController();
    const told = (action: Action) => {
      if (!end.signal.aborted) {
        dispatch({ url, action });
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
  return {
    feed: feedOf(state, url),
    pause: () => dispatch({ url, action: { do: 'pause' } }),
  };
}
