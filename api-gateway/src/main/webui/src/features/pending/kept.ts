/** How the keys of the storage begin that have pending changes. */
export const KEPT_PENDING = 'tributary.pending ';

/** The keys of a storage that have pending changes, of all users and workspaces. */
export function keysKept(storage: Storage): string[] {
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
