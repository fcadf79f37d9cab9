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
      /** While changes go on, once a minute is enough: the figure sums up. The part of the page that reads it decides. */
      readsSeldom?: boolean;
      /** The page says by itself when what the query shows is old. */
      saysItself?: boolean;
    };
  }
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
