import { isBirthday } from './birthday';

/** What rules cannot do yet, and the words by which users ask for it. */
const WORDS = {
  sequences: /^(then|after|afterwards|before|sequences?|followed|following)$/,
  sums: /^(sums?|averages?|avg)$/,
} as const;

/** "Within 3 days" or "within a week of the first order" compares two events. */
const WITHIN = /\bwithin\b(?:.+\bof\b|\s+\d)/i;

/** "Next 7 days" is mostly about dates that come back each year. */
const NEXT = /\bnext\s+(?:\d+\s+)?(?:days?|weeks?|months?)\b/i;

const RANKS = /^(top|best|bottom)\s+\d+(?!\d|[.,\d]*\s*(%|per\s?cent))/i;

const CONSENT =
  /\bconsents?\b|\bgdpr\b|\bmarketing\b|\bopt(ed)?[\s-]?(in|out)\b|\b(un)?subscribed\b/i;

export type Unsupported = keyof typeof WORDS | 'anniversaries' | 'ranks';

/** What the typed words ask for and rules cannot do yet. */
export function unsupportedIn(typed: string): Unsupported[] {
  const words = typed.toLocaleLowerCase().split(/[^\p{L}\p{N}]+/u);
  const has = (kind: keyof typeof WORDS) => words.some((word) => WORDS[kind].test(word));
  return [
    ...(has('sequences') || WITHIN.test(typed) ? (['sequences'] as const) : []),
    ...(isBirthday(typed) || NEXT.test(typed) ? (['anniversaries'] as const) : []),
    ...(has('sums') ? (['sums'] as const) : []),
    ...(RANKS.test(typed.trim()) ? (['ranks'] as const) : []),
  ];
}

/** Whether the typed words ask for consent, which destinations check whatever the rule says. */
export function asksForConsent(typed: string): boolean {
  return CONSENT.test(typed);
}
