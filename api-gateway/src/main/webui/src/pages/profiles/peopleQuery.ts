/** The API lists nobody by less, or by more. */
const SHORTEST = 2;
const LONGEST = 512;

/** What the API is asked for while the user types this: empty for the recent people, null for too little or too much. */
export function peopleQueryOf(typed: string): string | null {
  const text = typed.trim();
  const { length } = [...text];
  return length > 0 && (length < SHORTEST || length > LONGEST) ? null : text;
}
