import type { Run } from '@/api/generated/model';

/** The number of published rows at a time, in milliseconds. */
export interface ProgressSample {
  at: number;
  published: number;
}

export interface Pace {
  /** Rows a second; null until two sightings differ. */
  rate: number | null;
  /** Milliseconds until the rest is published. */
  left: number | null;
}

/** How much of a run is done, from 0 to 1; null while that cannot be said. */
export function doneShare({ state, phase, published, toPublish }: Run): number | null {
  if (state === 'succeeded' || phase === 'switching') {
    return 1;
  }
  return phase === 'publishing' && toPublish > 0 ? published / toPublish : null;
}

/** How fast a run publishes and how long the rest takes, from what was seen since it began. */
export function paceOf(sightings: readonly ProgressSample[], toPublish: number): Pace {
  const [first, last] = [sightings[0], sightings.at(-1)];
  if (!first || !last || last.published <= first.published || last.at <= first.at) {
    return { rate: null, left: null };
  }
  const perMillisecond = (last.published - first.published) / (last.at - first.at);
  return {
    rate: perMillisecond * 1000,
    left: Math.max(0, (toPublish - last.published) / perMillisecond),
  };
}
