import type { Outcome } from '@/api/identity';

/** How long a decision can be taken back before it is sent. */
export const HOLD_MS = 8_000;

export interface Decision {
  id: string;
  outcome: Outcome;
  /** Held as long as it can be taken back; then sent, which the API has stored or will; or refused. */
  step: 'held' | 'sent' | 'refused';
  error: Error | null;
}

interface DelayedDecision {
  send: () => Promise<unknown>;
  timer: ReturnType<typeof setTimeout>;
}

/**
 * Decisions that were made with one click or key. Each is held for some seconds, in which it can be
 * taken back, wherever one goes meanwhile; then it is sent.
 */
export class Decisions {
  #all: ReadonlyMap<string, Decision> = new Map();
  readonly #held = new Map<string, DelayedDecision>();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same object until something changes. */
  readonly all = () => this.#all;

  /** The one that was made last of those that can be taken back. */
  readonly latest = (): Decision | undefined => {
    const id = [...this.#held.keys()].at(-1);
    return id === undefined ? undefined : this.#all.get(id);
  };

  hold(id: string, outcome: Outcome, send: () => Promise<unknown>) {
    this.#takeOut(id);
    this.#held.set(id, { send, timer: setTimeout(() => this.#send(id), HOLD_MS) });
    this.#put({ id, outcome, step: 'held', error: null });
  }

  /** Takes a decision back; false where it is too late. */
  undo(id: string): boolean {
    const held = this.#takeOut(id);
    if (held) {
      this.#forget(id);
    }
    return held !== undefined;
  }

  /** Sends at once what is held, because the page goes. */
  sendAll() {
    for (const id of [...this.#held.keys()]) {
      void this.#send(id);
    }
  }

  async #send(id: string) {
    const decision = this.#all.get(id);
    const held = this.#takeOut(id);
    if (!decision || !held) {
      return;
    }
    this.#put({ ...decision, step: 'sent' });
    try {
      await held.send();
    } catch (error) {
      this.#put({ ...decision, step: 'refused', error: error as Error });
    }
  }

  #takeOut(id: string): DelayedDecision | undefined {
    const held = this.#held.get(id);
    clearTimeout(held?.timer);
    this.#held.delete(id);
    return held;
  }

  #put(decision: Decision) {
    this.#all = new Map(this.#all).set(decision.id, decision);
    this.#tell();
  }

  #forget(id: string) {
    const left = new Map(this.#all);
    left.delete(id);
    this.#all = left;
    this.#tell();
  }

  #tell() {
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
