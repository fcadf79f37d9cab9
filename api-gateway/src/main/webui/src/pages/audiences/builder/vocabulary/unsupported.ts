/** What rules cannot do yet, and the words by which users ask for it. */
const WORDS = {
  sequences: /^(then|after|afterwards|before|sequences?|followed|following)$/,
  anniversaries: /^(birthdays?|anniversar(y|ies))$/,
  sums: /^(sums?|averages?|avg)$/,
} as const;

const RANKS = /^(top|best|bottom)\s+\d+(?!\d|[.,\d]*\s*(%|per\s?cent))/i;

export type Unsupported = keyof typeof WORDS | 'ranks';

/** What the typed words ask for and rules cannot do yet. */
export function unsupportedIn(typed: string): Unsupported[] {
  const words = typed.toLocaleLowerCase().split(/[^\p{L}\p{N}]+/u);
  const kinds = Object.keys(WORDS) as (keyof typeof WORDS)[];
  return [
    ...kinds.filter((kind) => words.some((word) => WORDS[kind].test(word))),
    ...(RANKS.test(typed.trim()) ? (['ranks'] as const) : []),
  ];
}
