import type { ListedPersonPage, PeopleQuery } from '@/api/generated/model';
import { hasStatus } from '@/api/problem';
import { identifierOf, PLAIN_TYPE } from './identifier';
import { type Found, searchPeople, soughtIn } from './peopleSearch';

/** A longer list is no choice. Each person who is shown is on record. */
export const SHOWN = 5;

export interface Ways {
  /** The id of the profile with an identifier; fails with 404 where there is none. */
  lookUp: (identifier: { type: string; value: string }) => Promise<string>;
  search: (query: PeopleQuery) => Promise<ListedPersonPage>;
}

/** Finds people by the whole of an identifier, or else by name: a word can be either. */
export async function personByText(
  typed: string,
  { lookUp, search }: Ways,
): Promise<string | Found> {
  const known = identifierOf(typed);
  if (known?.type === 'profile') {
    return known.value;
  }
  const found = await lookUp({ type: known?.type ?? PLAIN_TYPE, value: typed }).catch(
    (error: unknown) => {
      if (hasStatus(error, 404)) {
        return null;
      }
      throw error;
    },
  );
  if (found !== null) {
    return found;
  }
  const sought = soughtIn(typed);
  if (sought === null || (known !== null && known.type !== PLAIN_TYPE)) {
    return { people: [], namesSearched: true };
  }
  const named = await searchPeople(search, sought, SHOWN);
  const [first, ...others] = named.people;
  return first !== undefined && others.length === 0 ? first.id : named;
}
