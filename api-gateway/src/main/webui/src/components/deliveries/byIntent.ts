import type { DeliveryCauseCount } from '@/api/generated/model';

/** The causes of failures, the most deliveries first, apart from what is held back on purpose. */
export function byIntent(causes: readonly DeliveryCauseCount[]): {
  failures: DeliveryCauseCount[];
  heldBack: DeliveryCauseCount[];
} {
  const sorted = [...causes].sort((one, other) => other.count - one.count);
  return {
    failures: sorted.filter(({ state }) => state !== 'withheld'),
    heldBack: sorted.filter(({ state }) => state === 'withheld'),
  };
}
