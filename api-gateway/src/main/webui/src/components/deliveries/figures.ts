/** The API counts what was delivered up to here, because there may be millions. */
const COUNTED_UP_TO = 10_000;

export interface DeliveryFigures {
  delivered: number;
  /** `delivered` is a lower bound. */
  orMore: boolean;
  onTheirWay: number;
  withheld: number;
  notArrived: number;
}

const ON_THEIR_WAY = ['pending', 'in-flight', 'retrying'];
const NOT_ARRIVED = ['rejected', 'dead', 'uncertain'];

/** How deliveries stand, over the syncs whose counts by state these are. */
export function figures(counts: readonly Readonly<Record<string, number>>[]): DeliveryFigures {
  const sum = (...states: string[]) =>
    counts.reduce((all, one) => all + states.reduce((of, state) => of + (one[state] ?? 0), 0), 0);
  return {
    delivered: sum('delivered'),
    orMore: counts.some((one) => (one.delivered ?? 0) >= COUNTED_UP_TO),
    onTheirWay: sum(...ON_THEIR_WAY),
    withheld: sum('withheld'),
    notArrived: sum(...NOT_ARRIVED),
  };
}
