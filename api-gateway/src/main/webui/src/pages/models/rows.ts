import type { Run } from '@/api/generated/model';

/** How many rows everything else knows of after a run that went through; null before the first. */
export function rowsOfSnapshot(lastSuccess: Pick<Run, 'counts'> | null): number | null {
  if (!lastSuccess) {
    return null;
  }
  const { previous, added, removed } = lastSuccess.counts;
  return previous + added - removed;
}
