import { Query } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { AGAIN, queryClient } from '@/api/queryClient';
import { eventCountsQuery } from '@/features/events/eventCountsQuery';
import { deliveryCountsQuery } from './deliveryCountsQuery';

/** How soon a query is read again. */
function intervalOf(
  {
    queryKey,
    refetchInterval,
  }: ReturnType<typeof deliveryCountsQuery> | ReturnType<typeof eventCountsQuery>,
  fetchFailureReason: Error | null,
): unknown {
  const query = new Query<never, Error, never, never>({
    client: queryClient,
    queryKey: queryKey as never,
    queryHash: '',
  });
  query.state = { ...query.state, fetchFailureReason };
  return typeof refetchInterval === 'function' ? refetchInterval(query as never) : refetchInterval;
}

test.each([
  ['deliveries', deliveryCountsQuery('shop')],
  ['events', eventCountsQuery('shop')],
])('hourly counts of %s that could not be read are soon tried again', (_, query) => {
  expect(intervalOf(query, new Error('away'))).toBe(AGAIN);
  expect(intervalOf(query, null)).toBeGreaterThan(AGAIN);
});
