import type { HeldWorkspace } from '@/api/generated/model';

const KEY = 'tributary.last-workspace';

export function rememberWorkspace(key: string): void {
  localStorage.setItem(KEY, key);
}

/** The workspace that the user opened last, if they still hold it; else the first that they hold. */
export function homeWorkspace(held: readonly HeldWorkspace[]): HeldWorkspace | undefined {
  const last = localStorage.getItem(KEY);
  return held.find(({ key }) => key === last) ?? held[0];
}
