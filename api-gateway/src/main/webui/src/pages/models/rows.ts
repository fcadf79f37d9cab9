import type { ApproximateNumber, Run } from '@/api/generated/model';
import { roundedNumber } from '@/components/text/roundedNumber';

/** How many rows everything else knows of after a run that went through; null before the first. */
export function rowsOfSnapshot(lastSuccess: Pick<Run, 'counts'> | null): number | null {
  if (!lastSuccess) {
    return null;
  }
  const { previous, added, removed } = lastSuccess.counts;
  return previous + added - removed;
}

/** The same for a user who may not see the exact number; null where it is exact. */
export function roundedRows(
  lastSuccess: Pick<Run, 'counts' | 'approximate'> | null,
): ApproximateNumber | null {
  const rows = rowsOfSnapshot(lastSuccess);
  if (rows === null || !lastSuccess?.approximate) {
    return null;
  }
  return roundedNumber(rows);
}
