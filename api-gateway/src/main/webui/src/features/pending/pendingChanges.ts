import type { Answer } from '@/features/people/answers';
import { session } from '@/session/session';
import { KEPT_PENDING, keysKept } from './kept';

/**
 * What a change is about: a trait, an identifier, a purpose or a channel of a profile, its division into two, or the
 * decision of a conflict or a suggestion.
 */
export type Subject = 'trait' | 'identifier' | 'consent' | 'subscription' | 'unmerge' | 'decision';

/** A change that the API has accepted, and that its object does not show yet. */
export interface PendingChange {
  /** The event under which the API records the change; it has the outcome. */
  event: string;
  subject: Subject;
  /** The name of the trait, the type of the identifier, the purpose or the channel; for other subjects the id of the object. */
  name: string;
  /** The answer to a purpose or a channel. Never the value of a trait, which may be personal data. */
  answer: Answer | null;
  /** When the API accepted the change, in milliseconds. */
  sentAt: number;
}

/** How long a change is kept, in milliseconds: an outcome that comes later is in the event stream. */
const LASTS = 24 * 60 * 60_000;

/**
 * The pending changes of profiles, conflicts and suggestions, by the user, the workspace and the id of the object. They
 * are kept in the browser, where each tab of the user finds them, because only the API's answer to the change names the
 * event that has the outcome. No page shows them after a day. The browser forgets them when the user signs out, or when
 * a page that shows pending changes is loaded after this day, by any user.
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
    if (known && known.text === text && !known.changes.some((each) => this.isOver(each))) {
      return known.changes;
    }
    const changes = changesIn(text).filter((each) => !this.isOver(each));
    this.read.set(key, { text, changes });
    return changes;
  }

  /** A later change of the same thing takes the place of an earlier one. */
  add(workspace: string, object: string, change: PendingChange): void {
    const others = this.of(workspace, object).filter((each) => !isSame(each, change));
    this.forgetOld();
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

  /** Removes what is over, also of other users of this browser. */
  forgetOld(): void {
    const storage = this.storage();
    for (const key of keysKept(storage)) {
      if (changesIn(storage.getItem(key)).every((each) => this.isOver(each))) {
        storage.removeItem(key);
      }
    }
  }

  private isOver({ sentAt }: PendingChange): boolean {
    return this.now() - sentAt > LASTS;
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

function changesIn(text: string | null): PendingChange[] {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read) ? (read as PendingChange[]) : [];
  } catch {
    return [];
  }
}

/** The pending changes of the user in this browser. */
export const pendingChanges = new PendingChanges(() => window.localStorage, session.user);

if (globalThis.window) {
  pendingChanges.forgetOld();
  window.addEventListener('storage', ({ key }) => pendingChanges.changedElsewhere(key));
}
