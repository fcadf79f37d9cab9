import type { Identifier, PersonLabel, ProfileHits, ProfileSearch } from '@/api/generated/model';

/** The API finds nobody by less, or by more. */
const SHORTEST = 3;
const LONGEST = 512;

export interface FoundPerson {
  id: string;
  person: PersonLabel;
  /** What they were found by; values may be masked. */
  identifiers: Identifier[];
}

export interface Found {
  people: FoundPerson[];
  /** Nobody's identifier begins so; these ones' are like it. */
  similar: boolean;
  /** There may be others. */
  more: boolean;
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

interface Asked {
  sought: string;
  /** How many identifiers at most: each person who is shown is on record. */
  limit: number;
  /** Whether typing errors are forgiven where nothing begins so. */
  similar: boolean;
}

/** Finds people by how an identifier begins, each once. */
export async function searchPeople(
  search: (asked: ProfileSearch) => Promise<ProfileHits>,
  { sought, limit, similar }: Asked,
): Promise<Found> {
  const found = async (match: 'prefix' | 'fuzzy'): Promise<Found> => {
    const { data } = await search({ query: sought, match, limit });
    return { people: peopleOf(data), similar: match === 'fuzzy', more: data.length >= limit };
  };
  const beginning = await found('prefix');
  return beginning.people.length === 0 && similar ? found('fuzzy') : beginning;
}

function peopleOf(hits: ProfileHits['data']): FoundPerson[] {
  const people = new Map<string, FoundPerson>();
  for (const { id, person, identifier } of hits) {
    const found = people.get(id) ?? { id, person, identifiers: [] };
    found.identifiers.push(identifier);
    people.set(id, found);
  }
  return [...people.values()];
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
