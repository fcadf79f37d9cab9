import type { Suggestion, SuggestionBar } from '@/api/generated/model';

/** One step from how likely any two people are one to how likely these two are. In bits. */
export interface Step {
  /** What was compared; null where it begins, and for all of it together. */
  of: SuggestionBar | null;
  /** The rarity of a value is a step of its own, besides its level. */
  part: 'prior' | 'level' | 'frequency' | 'total';
  weight: number;
  /** The sum up to here. */
  sum: number;
  /** Where its bar begins and how long it is, as shares of the picture's width. */
  begin: number;
  width: number;
}

export interface Waterfall {
  steps: Step[];
  /** Where it is as likely as not. */
  even: number;
}

/** Less says nothing that could be seen. */
const SEEN = 0.05;
const MARGIN = 0.02;

/**
 * The picture of a sum: the first bar goes from even odds to the prior, each from where the one before
 * ended, and the last from even odds to all of it. What says nothing has none.
 */
export function waterfallOf({ prior, bars }: Pick<Suggestion, 'prior' | 'bars'>): Waterfall {
  const parts = bars.flatMap((bar) => [
    { of: bar, part: 'level' as const, weight: bar.weight },
    { of: bar, part: 'frequency' as const, weight: bar.byFrequency },
  ]);
  const said = [
    { of: null, part: 'prior' as const, weight: prior },
    ...parts.filter(({ weight }) => Math.abs(weight) >= SEEN),
  ];
  let sum = 0;
  const summed = said.map((each) => {
    sum += each.weight;
    return { ...each, sum };
  });
  const { share } = scale([0, ...summed.map((each) => each.sum)]);
  return {
    even: share(0),
    steps: [...summed, { of: null, part: 'total' as const, weight: sum, sum }].map((each) => {
      const [from, to] = [share(each.sum - each.weight), share(each.sum)];
      return { ...each, begin: Math.min(from, to), width: Math.abs(to - from) };
    }),
  };
}

/** From the least to the most that is shown, with a little room on both sides. */
function scale(values: number[]) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = most - least || 1;
  return {
    share: (value: number) => MARGIN + ((value - least) / span) * (1 - 2 * MARGIN),
  };
}
