import type { Query, QueryClient, QueryMeta } from '@tanstack/react-query';
import { type Follower, follow } from '../follow';
import type { ChangedObjects } from '../generated/model';
import { getFollowChangesUrl } from '../generated/operations';
import { concerns } from './follows';
import { Pace } from './pace';

/** How often a query is read that follows changes, in case that one is lost, in milliseconds. */
const SAFETY = 60_000;
/** The same for a figure that sums up. */
const SAFETY_SELDOM = 300_000;
/** The same while no changes come, or the query has failed. */
const AGAIN = 5_000;
/** A query that is being read for the first time is read again later than this, in milliseconds. */
const BEGINNING = 1_000;
/** The longest pause before another attempt, where the stream is full or away, in milliseconds. */
const LONGEST_PAUSE = 30_000;

/** What the interval of a query depends on. */
interface Interval {
  state: { fetchFailureReason: Error | null };
  meta?: QueryMeta | undefined;
}

/**
 * The changes of a workspace, for all queries of this tab. There is one connection, and none while
 * the tab is hidden. A query that follows changes has `meta.follows` and the interval of
 * {@link Changes.interval}.
 */
export class Changes {
  private readonly client: QueryClient;
  private readonly connect: typeof follow;
  private readonly paces = new WeakMap<Query, Pace>();
  private readonly timers = new Map<Query, ReturnType<typeof setTimeout>>();
  private readonly listeners = new Set<() => void>();
  private live = false;

  constructor(client: QueryClient, connect: typeof follow = follow) {
    this.client = client;
    this.connect = connect;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether changes come now. */
  readonly isLive = (): boolean => this.live;

  /** How often a query is read without a change: seldom while changes come. */
  readonly interval = ({ state, meta }: Interval): number => {
    if (!this.live || state.fetchFailureReason !== null) {
      return AGAIN;
    }
    return meta?.readsSeldom ? SAFETY_SELDOM : SAFETY;
  };

  /** Follows a workspace until the returned function is called. */
  follow(workspace: string): () => void {
    let connection: AbortController | null = null;
    const update = () => {
      if (document.visibilityState === 'hidden') {
        connection?.abort();
        connection = null;
        this.become(false);
      } else if (connection === null) {
        connection = new AbortController();
        const { signal } = connection;
        void this.connect(
          getFollowChangesUrl(workspace),
          this.follower(signal),
          signal,
          LONGEST_PAUSE,
        );
      }
    };
    document.addEventListener('visibilitychange', update);
    update();
    return () => {
      document.removeEventListener('visibilitychange', update);
      connection?.abort();
      this.become(false);
      for (const timer of this.timers.values()) {
        clearTimeout(timer);
      }
      this.timers.clear();
    };
  }

  private follower(signal: AbortSignal): Follower {
    const whileOpen = (action: () => void) => {
      if (!signal.aborted) {
        action();
      }
    };
    return {
      onLive: () => whileOpen(() => this.begin()),
      onMessages: (messages) =>
        whileOpen(() => {
          for (const { data } of messages.filter(({ name }) => name === 'change')) {
            this.changed(JSON.parse(data) as ChangedObjects);
          }
        }),
      onLost: () => whileOpen(() => this.become(false)),
      onRefused: () => whileOpen(() => this.become(false)),
    };
  }

  /** What was read before the connection may have changed unnoticed. */
  private begin(): void {
    this.become(true);
    for (const query of this.following()) {
      if (query.state.data !== undefined) {
        this.read(query);
      } else if (query.state.fetchStatus === 'fetching') {
        this.readSoon(query);
      }
    }
  }

  private changed(change: ChangedObjects): void {
    for (const query of this.following()) {
      if (concerns(query.meta, change)) {
        this.readSoon(query);
      }
    }
  }

  private following(): Query[] {
    return this.client
      .getQueryCache()
      .findAll({ type: 'active', predicate: ({ meta }) => meta?.follows !== undefined });
  }

  private readSoon(query: Query): void {
    if (this.timers.has(query)) {
      return;
    }
    const wait = Math.max(
      query.meta?.readsEachChange ? 0 : this.paceOf(query).wait(Date.now(), query.meta),
      query.state.data === undefined ? BEGINNING : 0,
    );
    if (wait === 0) {
      this.read(query);
      return;
    }
    this.timers.set(
      query,
      setTimeout(() => {
        this.timers.delete(query);
        this.read(query);
      }, wait),
    );
  }

  /** A query whose interval is off, such as that of a run that is over, is not read again. */
  private read(query: Query): void {
    const isOff = query.observers.every((observer) => {
      const { refetchInterval } = observer.options;
      return (
        (typeof refetchInterval === 'function' ? refetchInterval(query) : refetchInterval) === false
      );
    });
    if (isOff || !query.isActive()) {
      return;
    }
    this.paceOf(query).read(Date.now(), query.meta);
    void this.client.refetchQueries({ queryKey: query.queryKey, exact: true });
  }

  private paceOf(query: Query): Pace {
    const known = this.paces.get(query) ?? new Pace();
    this.paces.set(query, known);
    return known;
  }

  /** The observers compute their intervals again. */
  private become(live: boolean): void {
    if (this.live === live) {
      return;
    }
    this.live = live;
    for (const query of this.following()) {
      for (const observer of query.observers) {
        observer.setOptions(observer.options);
      }
    }
    for (const listener of this.listeners) {
      listener();
    }
  }
}
