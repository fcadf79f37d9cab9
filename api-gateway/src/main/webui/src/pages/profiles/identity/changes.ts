import type { Merge, ProfileGraph, Unmerge } from '@/api/generated/model';

export type Change =
  | { kind: 'merge'; at: string; merge: Merge }
  | { kind: 'unmerge'; at: string; unmerge: Unmerge };

/** Who was taken in and who was made a person of their own, newest first. */
export function changesOf({
  merges,
  unmerges,
}: Pick<ProfileGraph, 'merges' | 'unmerges'>): Change[] {
  const changes: Change[] = [
    ...merges.map((merge) => ({ kind: 'merge' as const, at: merge.at, merge })),
    ...unmerges.map((unmerge) => ({ kind: 'unmerge' as const, at: unmerge.at, unmerge })),
  ];
  return changes.reverse().sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
