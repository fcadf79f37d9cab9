import type { Audience } from '@/api/generated/model';

/** How many more people an audience holds than at the beginning of its trend. */
export function trendOf({ size, before }: Pick<Audience, 'size' | 'before'>): number {
  return before ? size - before.size : 0;
}
