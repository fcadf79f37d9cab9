import type { QueryMeta } from '@tanstack/react-query';
import { onFirstPage } from '../paged';
import { changes } from '../queryClient';
import type { Follows } from './follows';

/** The options of a query that is read again after changes. */
export const following = (follows: Follows) => ({
  meta: { follows },
  refetchInterval: changes.interval,
  // A tab that is visible again connects, and reads then.
  refetchOnWindowFocus: false,
});

/** The same options for a figure that sums up, and is not watched from second to second. */
export function seldom<O extends { meta?: QueryMeta | undefined }>(options: O): O {
  return { ...options, meta: { ...options.meta, readsSeldom: true } };
}

/** The same for a list that is read page by page. */
export const followingFirstPage = (follows: Follows) => ({
  ...following(follows),
  refetchInterval: onFirstPage(changes.interval),
});
