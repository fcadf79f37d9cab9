import type { SuggestionBar } from '@/api/generated/model';

/** How two values relate, for the eye; the level says it in words. */
export type Alike = 'same' | 'near' | 'different' | 'silent';

export function alikeOf({ level }: Pick<SuggestionBar, 'level'>): Alike {
  switch (level) {
    case null:
      return 'silent';
    case 'the same':
    case 'the same postcode and city':
      return 'same';
    case 'different':
      return 'different';
    default:
      return 'near';
  }
}

/** What is known of either of the two; what is known of neither tells nothing. */
export function knownOf(bars: readonly SuggestionBar[]): {
  known: SuggestionBar[];
  unknown: SuggestionBar[];
} {
  const isKnown = ({ left, right }: SuggestionBar) => left !== null || right !== null;
  return { known: bars.filter(isKnown), unknown: bars.filter((bar) => !isKnown(bar)) };
}
