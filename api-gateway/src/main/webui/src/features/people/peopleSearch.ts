import type { ListedPerson, ListedPersonPage, PeopleQuery } from '@/api/generated/model';

/** Beginnings of names with fewer characters find people who are not meant. The API needs only 2. */
const SHORTEST = 3;

/** The API finds nobody by more. */
export const LONGEST = 512;

export interface Found {
  people: ListedPerson[];
  /** False if the search for names took too long, so that people can be missing. */
  namesSearched: boolean;
}

export type Search =
  /** Too little is typed, or the id of a profile. */
  | { kind: 'idle' }
  | { kind: 'searching' }
  | { kind: 'failed'; error: Error }
  | ({ kind: 'found' } & Found);

/** What is searched for while the user types this, or null. */
export function soughtIn(typed: string): string | null {
  const sought = typed.trim();
  const { length } = [...sought];
  return length < SHORTEST || length > LONGEST || sought.startsWith('prf_') ? null : sought;
}

/** Finds people by the beginning of a name or an identifier. Each person who is shown is on record, so they are few. */
export async function searchPeople(
  search: (asked: PeopleQuery) => Promise<ListedPersonPage>,
  query: string,
  limit: number,
): Promise<Found> {
  const { data, namesSearched } = await search({ query, limit, similar: false });
  return { people: data, namesSearched };
}

interface Answer {
  data: Found | undefined;
  error: Error | null;
}

/**
 * How far a search is.
 *
 * @param sought what is typed now
 * @param asked what was asked for, some moments later
 */
export function searchOf(sought: string | null, asked: string | null, answer: Answer): Search {
  if (sought === null) {
    return { kind: 'idle' };
  }
  if (sought !== asked) {
    return { kind: 'searching' };
  }
  if (answer.data) {
    return { kind: 'found', ...answer.data };
  }
  return answer.error ? { kind: 'failed', error: answer.error } : { kind: 'searching' };
}
