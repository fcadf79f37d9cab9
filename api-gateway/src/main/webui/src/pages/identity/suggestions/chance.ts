/** How likely something is, in the form in which people can picture it. */
export type Chance =
  | { form: 'percent'; share: number }
  /** Of thousands and millions nobody knows how many percent one is. */
  | { form: 'one-in'; of: number }
  | { form: 'over'; share: number };

const RARE = 0.01;
const NEARLY_ALL = 0.999;

/** Never more than it is: 99.96 % is not shown as certain. */
export function chanceOf(probability: number): Chance {
  if (probability < RARE) {
    return { form: 'one-in', of: rounded(1 / Math.max(probability, Number.MIN_VALUE)) };
  }
  if (probability > NEARLY_ALL) {
    return { form: 'over', share: NEARLY_ALL };
  }
  const step = probability < 0.99 ? 100 : 1_000;
  return { form: 'percent', share: Math.floor(probability * step + 1e-9) / step };
}

const WORDS = [
  { from: 0.99, word: 'almost-certain' },
  { from: 0.95, word: 'very-likely' },
  { from: 0.8, word: 'likely' },
  { from: 0.5, word: 'rather' },
] as const;

export type Likely = (typeof WORDS)[number]['word'] | 'unlikely';

/** The word for a probability. */
export function likely(probability: number): Likely {
  return WORDS.find(({ from }) => probability >= from)?.word ?? 'unlikely';
}

/** Of odds as bits: a weight of 3 means eight to one. */
export function probabilityOf(weight: number): number {
  return 1 / (1 + 2 ** -weight);
}

/** What a weight does to the odds. */
export type Effect = { says: 'for' | 'against'; times: number } | { says: 'nothing' };

/** Less than that nobody would notice. */
const NOTICED = 1.1;

export function effectOf(weight: number): Effect {
  const times = 2 ** Math.abs(weight);
  if (times < NOTICED) {
    return { says: 'nothing' };
  }
  return {
    says: weight > 0 ? 'for' : 'against',
    times: times < 10 ? tenths(times) : rounded(times),
  };
}

const tenths = (value: number) => Math.round(value * 10) / 10;

/** To two digits: the third would claim what a model does not know. */
function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
