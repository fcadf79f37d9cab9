import type { QueryMeta } from '@tanstack/react-query';
import type { ChangedObjects } from '../generated/model';

export type Subject = ChangedObjects['subject'];

/** What a query shows: for each subject the objects, by an id, or all of them. */
export type Follows = Partial<Record<Subject, string | true>>;

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** The changes after which the query is read again. */
      follows?: Follows;
      /** Each change is read at once, however many there are. */
      readsEachChange?: boolean;
      /**
       * While the traffic makes changes, once a minute is enough: the figure sums up. The part of the page that reads it
       * decides. Rare changes are read as usual.
       */
      readsSeldom?: boolean;
      /** The page says by itself when what the query shows is old. */
      saysItself?: boolean;
    };
  }
}

/** What traffic changes all the time. Users change the other subjects, or the installation has a new state. */
const OF_TRAFFIC: ReadonlySet<Subject> = new Set<Subject>([
  'events',
  'profiles',
  'audiences',
  'memberships',
  'deliveries',
  'runs',
  'identity',
  'quarantine',
]);

/** Whether a change is one of those that come seldom, such as a destination that refuses our requests. */
export function isRare({ subject }: ChangedObjects): boolean {
  return !OF_TRAFFIC.has(subject);
}

/**
 * Whether a change concerns what a query shows. A change without ids may concern any object. Who is
 * in audiences is shown by queries that follow audiences.
 */
export function concerns(meta: QueryMeta | undefined, { subject, ids }: ChangedObjects): boolean {
  const followed = meta?.follows?.[subject === 'memberships' ? 'audiences' : subject];
  return (
    followed === true || (followed !== undefined && (ids.length === 0 || ids.includes(followed)))
  );
}
