import { session } from '@/session/session';
import { changesIn, forgetOld, KEPT_PENDING } from './kept';
import { isOver, type PendingChange } from './pendingChange';

/**
 * The pending changes of profiles, conflicts and suggestions, by the user, the workspace and the id of the object. They
 * are kept in the browser, where each tab of the user finds them, because only the API's answer to the change names the
 * event that has the outcome. No page shows them after a day. The browser forgets them when the user signs out, when any
 * user opens a workspace after this day, and when any user sends another change.
 */
export class PendingChanges {
  private readonly listeners = new Set<() => void>();
  private readonly read = new Map<string, { text: string | null; changes: PendingChange[] }>();
  private readonly storage: () => Storage;
  private readonly user: () => string | null;
  private readonly now: () => number;

  constructor(storage: () => Storage, user: () => string | null, now: () => number = Date.now) {
    this.storage = storage;
    this.user = user;
    this.now = now;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Another tab has changed the value of a key; null if it has emptied the storage. */
  changedElsewhere(key: string | null): void {
    if (key === null || key.startsWith(KEPT_PENDING)) {
      this.announce();
    }
  }

  /** The oldest first. The same list as before, as long as it has not changed. */
  of(workspace: string, object: string): readonly PendingChange[] {
    const key = this.keyOf(workspace, object);
    const text = this.storage().getItem(key);
    const known = this.read.get(key);
    if (known && known.text === text && !known.changes.some((each) => isOver(each, this.now()))) {
      return known.changes;
    }
    const changes = changesIn(text).filter((each) => !isOver(each, this.now()));
    this.read.set(key, { text, changes });
    return changes;
  }

  /** A later change of the same thing takes the place of an earlier one. */
  add(workspace: string, object: string, change: PendingChange): void {
    const others = this.of(workspace, object).filter((each) => !isSame(each, change));
    forgetOld(this.storage(), this.now());
    this.write(workspace, object, [...others, change]);
  }

  remove(workspace: string, object: string, event: string): void {
    this.write(
      workspace,
      object,
      this.of(workspace, object).filter((each) => each.event !== event),
    );
  }

  private write(workspace: string, object: string, changes: readonly PendingChange[]): void {
    const key = this.keyOf(workspace, object);
    if (changes.length === 0) {
      this.storage().removeItem(key);
    } else {
      try {
        this.storage().setItem(key, JSON.stringify(changes));
      } catch {
        // The storage is full or blocked. The change was accepted all the same; only its mark is missing.
      }
    }
    this.announce();
  }

  private keyOf(workspace: string, object: string): string {
    return `${KEPT_PENDING}${this.user() ?? ''} ${workspace} ${object}`;
  }

  private announce(): void {
    for (const listener of this.listeners) {
      listener();
    }
  }
}

function isSame(one: PendingChange, other: PendingChange): boolean {
  return one.subject === other.subject && one.name === other.name;
}

/** The pending changes of the user in this browser. */
export const pendingChanges = new PendingChanges(() => window.localStorage, session.user);

if (globalThis.window) {
  window.addEventListener('storage', ({ key }) => pendingChanges.changedElsewhere(key));
}
