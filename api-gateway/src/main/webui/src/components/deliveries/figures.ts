export interface DeliveryFigures {
  delivered: number;
  /** Of deliveries that the destination never confirms. */
  received: number;
  onTheirWay: number;
  withheld: number;
  notArrived: number;
}

const ON_THEIR_WAY = ['pending', 'in-flight', 'submitted', 'retrying'];
const NOT_ARRIVED = ['rejected', 'dead', 'uncertain'];

/** How deliveries stand, over the syncs whose counts by state these are. */
export function figures(counts: readonly Readonly<Record<string, number>>[]): DeliveryFigures {
  const sum = (...states: string[]) =>
    counts.reduce((all, one) => all + states.reduce((of, state) => of + (one[state] ?? 0), 0), 0);
  return {
    delivered: sum('delivered'),
    received: sum('accepted'),
    onTheirWay: sum(...ON_THEIR_WAY),
    withheld: sum('withheld'),
    notArrived: sum(...NOT_ARRIVED),
  };
}
