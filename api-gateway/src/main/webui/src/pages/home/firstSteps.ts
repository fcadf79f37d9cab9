/** What the API tells about how far a workspace has come; undefined where it could not be read. */
export interface Progress {
  sources: number | undefined;
  events: number | undefined;
  people: number | undefined;
  connected: boolean | undefined;
  audiences: number | undefined;
  destinations: number | undefined;
  syncs: number | undefined;
  delivered: boolean | undefined;
}

export const FIRST_STEPS = ['source', 'event', 'data', 'destination', 'sync', 'delivery'] as const;

export type FirstStep = (typeof FIRST_STEPS)[number];

/** Which steps from the first source to the first delivery are done; undefined where that is not known. */
export function stepsDone(progress: Progress): Record<FirstStep, boolean | undefined> {
  const { sources, events, people, connected, audiences, destinations, syncs } = progress;
  return {
    source: some(sources),
    // People may come from a warehouse; then no event is missing.
    event: either(some(events), some(people)),
    data: either(connected, some(audiences)),
    destination: some(destinations),
    sync: some(syncs),
    delivery: progress.delivered,
  };
}

function some(count: number | undefined): boolean | undefined {
  return count === undefined ? undefined : count > 0;
}

/** True as soon as one is; false only if both are known not to be. */
function either(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  return a || b ? true : a === false && b === false ? false : undefined;
}
