/** At most so many letters may differ in a misspelt name, and at most a third of them. */
const MOST_DIFFERENCES = 2;
const SHARE = 3;

/** The name that is most probably meant; null if none is near. */
export function mostSimilar(name: string, known: readonly string[]): string | null {
  const most = Math.min(MOST_DIFFERENCES, Math.floor(name.length / SHARE));
  const near = known
    .map((each) => ({ each, away: distance(plain(name), plain(each)) }))
    .filter(({ each, away }) => each !== name && away <= most)
    .sort((one, other) => one.away - other.away);
  return near[0]?.each ?? null;
}

/** Capital letters and separators are no differences: E-mail and email are one word. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '');
}

/** How many letters must be added, removed or replaced (Levenshtein 1966). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(one).entries()) {
    const next = [index + 1];
    for (let at = 0; at < other.length; at++) {
      const replaced = (row[at] ?? 0) + (letter === other[at] ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
