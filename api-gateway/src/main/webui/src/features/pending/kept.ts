import { isOver, type PendingChange } from './pendingChange';

/** How the keys of the storage begin that have pending changes. */
export const KEPT_PENDING = 'tributary.pending ';

/** The changes in a value of the storage; none, if it cannot be read. */
export function changesIn(text: string | null): PendingChange[] {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read) ? (read as PendingChange[]) : [];
  } catch {
    return [];
  }
}

/** Forgets what is over, also of other users of this browser. */
export function forgetOld(storage: Storage, now: number): void {
  for (const key of keysKept(storage)) {
    if (changesIn(storage.getItem(key)).every((each) => isOver(each, now))) {
      storage.removeItem(key);
    }
  }
}

/** The keys of a storage that have pending changes, of all users and workspaces. */
function keysKept(storage: Storage): string[] {
  return Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '').filter((key) =>
    key.startsWith(KEPT_PENDING),
  );
}

/** Forgets all pending changes. Their effects are not lost: only the marks on pages are. */
export function forgetPending(storage: Storage): void {
  for (const key of keysKept(storage)) {
    storage.removeItem(key);
  }
}
