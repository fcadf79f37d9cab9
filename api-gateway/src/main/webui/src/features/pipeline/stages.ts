import type { Pipeline, PipelineTime, StageStatus } from '@/api/generated/model';

/** Time itself travels as messages through each stage, so some are always under way. */
const KEEPING_UP_SECONDS = 5;

export function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/**
 * How long the oldest message has been waiting that a stage has not passed on; null if that is
 * unknown.
 *
 * @param asOf when the stage was looked at, by the server's clock
 */
export function lagSeconds(stage: StageStatus, asOf: string): number | null {
  if (stage.behindSince === null) {
    return total(stage.behind) === 0 ? 0 : null;
  }
  return Math.max(0, (Date.parse(asOf) - Date.parse(stage.behindSince)) / 1000);
}

/** The stages that data pass before they reach this one. The trails have none. */
export function earlierStages({ stages }: Pipeline, { stage }: StageStatus): StageStatus[] {
  return stages.slice(
    0,
    Math.max(
      0,
      stages.findIndex((each) => each.stage === stage),
    ),
  );
}

/**
 * The time up to which the data of a stage are complete: also earlier stages have processed all messages that were written before.
 * Null if the delay of one of them is unknown.
 */
export function dataUpTo(pipeline: Pipeline, stage: StageStatus): string | null {
  return [...earlierStages(pipeline, stage), stage]
    .map(({ behind, behindSince }) => (total(behind) === 0 ? pipeline.asOf : behindSince))
    .reduce((one, other) =>
      one === null || other === null ? null : Date.parse(other) < Date.parse(one) ? other : one,
    );
}

/** A stage with an unknown state is not shown as up to date. */
export function isBehind(stage: StageStatus, asOf: string): boolean {
  const lag = lagSeconds(stage, asOf);
  return lag === null || lag > KEEPING_UP_SECONDS;
}

/** The stage that is furthest behind among those that are late. */
export function lateStage({ stages, asOf }: Pipeline): StageStatus | undefined {
  return stages
    .filter(({ late }) => late)
    .sort((one, other) => (lagSeconds(other, asOf) ?? 0) - (lagSeconds(one, asOf) ?? 0))[0];
}

/** The input that a stage stands at, as an operator looks for it; null while it moves. */
export function standsAt(stage: StageStatus): string | null {
  const [first] = stage.standing;
  return first === undefined ? null : `${first.topic}-${first.partition}, offset ${first.offset}`;
}

export function isStanding(stage: StageStatus): boolean {
  return stage.standing.length > 0;
}

/** Data do not wait for the trails, so only those that stand are worth a look. */
export function standingTrails(pipeline: Pipeline): StageStatus[] {
  return pipeline.trails.filter(isStanding);
}

/** Whether the installation's time does not pass. */
export function isTimeStopped({ state }: PipelineTime): boolean {
  return state === 'held' || state === 'unwritten';
}
