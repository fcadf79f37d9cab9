import type { Query, QueryClient, QueryMeta } from '@tanstack/react-query';
import { type Follower, follow } from '../follow';
import type { ChangedObjects } from '../generated/model';
import { getFollowChangesUrl } from '../generated/operations';
import { concerns, isRare } from './follows';
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

/** When a query is read again, unless an earlier read makes this needless. */
interface Planned {
  /** In milliseconds. */
  at: number;
  timer: ReturnType<typeof setTimeout>;
}

/**
 * How often a query is read: because of anything, and because of rare changes. These have a pace of
 * their own, so that no traffic delays them.
 */
interface Paces {
  all: Pace;
  rare: Pace;
}

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
  private readonly paces = new WeakMap<Query, Paces>();
  private readonly planned = new Map<Query, Planned>();
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
      for (const { timer } of this.planned.values()) {
        clearTimeout(timer);
      }
      this.planned.clear();
    };
  }

  /** Reads everything again that follows changes: something else than the data has changed. */
  readAgain(): void {
    for (const query of this.following()) {
      this.read(query);
    }
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
        this.readSoon(query, isRare(change));
      }
    }
  }

  private following(): Query[] {
    return this.client
      .getQueryCache()
      .findAll({ type: 'active', predicate: ({ meta }) => meta?.follows !== undefined });
  }

  private readSoon(query: Query, rare = false): void {
    const now = Date.now();
    const at = now + this.waitOf(query, now, rare);
    const planned = this.planned.get(query);
    if (planned !== undefined && planned.at <= at) {
      return;
    }
    clearTimeout(planned?.timer);
    this.planned.delete(query);
    if (at === now) {
      this.read(query, rare);
      return;
    }
    const timer = setTimeout(() => {
      this.planned.delete(query);
      this.read(query, rare);
    }, at - now);
    this.planned.set(query, { at, timer });
  }

  private waitOf(query: Query, now: number, rare: boolean): number {
    const { all, rare: ofRare } = this.pacesOf(query);
    const pace = rare ? ofRare.wait(now) : all.wait(now, query.meta);
    return Math.max(
      query.meta?.readsEachChange ? 0 : pace,
      query.state.data === undefined ? BEGINNING : 0,
    );
  }

  /** A query whose interval is off, such as that of a run that is over, is not read again. */
  private read(query: Query, rare = false): void {
    const isOff = query.observers.every((observer) => {
      const { refetchInterval } = observer.options;
      return (
        (typeof refetchInterval === 'function' ? refetchInterval(query) : refetchInterval) === false
      );
    });
    if (isOff || !query.isActive()) {
      return;
    }
    const paces = this.pacesOf(query);
    paces.all.read(Date.now(), query.meta);
    if (rare) {
      paces.rare.read(Date.now());
    }
    void this.client.refetchQueries({ queryKey: query.queryKey, exact: true });
  }

  private pacesOf(query: Query): Paces {
    const known = this.paces.get(query) ?? { all: new Pace(), rare: new Pace() };
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
