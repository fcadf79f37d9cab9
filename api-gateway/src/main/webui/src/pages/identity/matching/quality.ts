import type { MatchingQualityAt } from '@/api/generated/model';

/** How many of a round number: 97 of 100; of 1,000 where hundredths would claim that all are right. */
export function outOf(share: number): { count: number; of: number } {
  const of = share > 0.99 && share < 1 ? 1_000 : 100;
  return { count: Math.floor(share * of + 1e-9), of };
}

/** What is known of a threshold: by the nearest that was measured and suggests no less. */
export function measuredAt(
  measured: readonly MatchingQualityAt[],
  threshold: number,
): MatchingQualityAt | null {
  const rising = [...measured].sort((a, b) => a.threshold - b.threshold);
  return rising.findLast((each) => each.threshold <= threshold + 1e-9) ?? rising[0] ?? null;
}

/** Whether it suggests any of the pairs that are known. */
export function suggestsAny({ found, wrong }: MatchingQualityAt): boolean {
  return found + wrong > 0;
}
