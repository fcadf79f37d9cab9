import { LONGEST } from '@/features/people/peopleSearch';

/** The API lists nobody by less. */
const SHORTEST = 2;

/** Why nobody is searched for while the user types this; null if the API can be asked. */
export function peopleFaultOf(typed: string): 'short' | 'long' | null {
  const { length } = [...typed.trim()];
  if (length > LONGEST) {
    return 'long';
  }
  return length > 0 && length < SHORTEST ? 'short' : null;
}

/** What the API is asked for while the user types this: empty for the recent people, null for too little or too much. */
export function peopleQueryOf(typed: string): string | null {
  return peopleFaultOf(typed) === null ? typed.trim() : null;
}
