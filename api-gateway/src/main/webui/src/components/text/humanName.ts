/** A technical name as people say it: `churnScore` and `churn_score` are the churn score. */
export function humanName(name: string): string {
  return name
    .split('.')
    .map((part) =>
      part
        .replace(/[_-]+/g, ' ')
        .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
        .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
        .trim()
        .split(/\s+/)
        .map((word) => (isAbbreviation(word) ? word : word.toLowerCase()))
        .join(' '),
    )
    .join(' › ');
}

/** The names of a list as people say them. Names that would become the same stay as they are. */
export function humanNames(names: readonly string[]): (name: string) => string {
  const counts = new Map<string, number>();
  for (const name of new Set(names)) {
    counts.set(humanName(name), (counts.get(humanName(name)) ?? 0) + 1);
  }
  return (name) => ((counts.get(humanName(name)) ?? 0) > 1 ? name : humanName(name));
}

/** The name of an event as people say it; one that has spaces was written for people already. */
export function humanEvent(name: string): string {
  if (name.includes(' ') || name === '') {
    return name;
  }
  const words = humanName(name);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isAbbreviation(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase();
}
