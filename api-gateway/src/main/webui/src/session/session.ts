import { leaveToSignIn } from './signIn';

/**
 * - `unknown`: nobody has answered yet who is signed in
 * - `signed-in`: requests go through
 * - `expired`: requests wait until the user has signed in again
 */
export type SessionState = 'unknown' | 'signed-in' | 'expired';

interface Waiting {
  resume: () => void;
}

/** The browser's session with the gateway. The cookie itself is out of reach of scripts. */
export class Session {
  private state: SessionState = 'unknown';
  private name: string | null = null;
  private readonly waiting = new Set<Waiting>();
  private readonly listeners = new Set<() => void>();
  private readonly leaveToSignIn: (refusal: Error) => Promise<never>;

  /**
   * @param leaveToSignIn leads a user who was never signed in here to the sign-in; throws the refusal
   *     if that has just been tried in vain
   */
  constructor(leaveToSignIn: (refusal: Error) => Promise<never>) {
    this.leaveToSignIn = leaveToSignIn;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): SessionState => this.state;

  /** The username of the user who is or was signed in; null before it is known. */
  readonly user = (): string | null => this.name;

  /** A user is signed in; waiting requests go on. Answers false if it is another user than before. */
  signedIn(name: string): boolean {
    if (this.name !== null && this.name !== name) {
      return false;
    }
    this.name = name;
    this.become('signed-in');
    for (const waiting of this.waiting) {
      waiting.resume();
    }
    this.waiting.clear();
    return true;
  }

  /** Waits until the user has signed in again after a request was refused for want of a session. */
  async renewed(refusal: Error, signal?: AbortSignal): Promise<void> {
    if (this.state === 'unknown') {
      return this.leaveToSignIn(refusal);
    }
    signal?.throwIfAborted();
    this.become('expired');
    return new Promise((resolve, reject) => {
      const waiting = { resume: resolve };
      this.waiting.add(waiting);
      signal?.addEventListener('abort', () => {
        this.waiting.delete(waiting);
        reject(signal.reason);
      });
    });
  }

  private become(state: SessionState): void {
    if (this.state !== state) {
      this.state = state;
      for (const listener of this.listeners) {
        listener();
      }
    }
  }
}

export const session = new Session(leaveToSignIn);
