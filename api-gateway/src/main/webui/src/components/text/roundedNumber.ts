import type { ApproximateNumber } from '@/api/generated/model';

/** The API does not distinguish smaller numbers for users who may not see them. */
export const FEW = 50;

/** What a number says that the API has rounded. */
export function roundedNumber(count: number): ApproximateNumber {
  return count < FEW ? { fewerThan: FEW } : { about: count };
}
