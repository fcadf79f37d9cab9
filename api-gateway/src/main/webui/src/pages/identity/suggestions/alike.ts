import type { Bar } from './contract';

/** How two values relate, for the eye; the level says it in words. */
export type Alike = 'same' | 'near' | 'different' | 'silent';

export function alikeOf({ level }: Pick<Bar, 'level'>): Alike {
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
export function knownOf(bars: readonly Bar[]): { known: Bar[]; unknown: Bar[] } {
  const isKnown = ({ left, right }: Bar) => left !== null || right !== null;
  return { known: bars.filter(isKnown), unknown: bars.filter((bar) => !isKnown(bar)) };
}
