import type { StageStatus } from '@/api/generated/model';

/** Time itself travels as messages through each stage, so some are always under way. */
const KEEPING_UP_SECONDS = 5;

export function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/**
 * How long the oldest message has been waiting that a stage has not passed on; null if that could not
 * be told.
 *
 * @param asOf when the stage was looked at, by the server's clock
 */
export function lagSeconds(stage: StageStatus, asOf: string): number | null {
  if (stage.behindSince === null) {
    return total(stage.behind) === 0 ? 0 : null;
  }
  return Math.max(0, (Date.parse(asOf) - Date.parse(stage.behindSince)) / 1000);
}

/** A stage of which nothing can be told is not said to keep up. */
export function isBehind(stage: StageStatus, asOf: string): boolean {
  const lag = lagSeconds(stage, asOf);
  return lag === null || lag > KEEPING_UP_SECONDS;
}

/** The input that a stage stands at, as an operator looks for it; null while it moves. */
export function standsAt(stage: StageStatus): string | null {
  const [first] = stage.standing;
  return first === undefined ? null : `${first.topic}-${first.partition}, offset ${first.offset}`;
}
