import type { Pipeline, StageStatus } from '@/api/generated/model';

const AT = '2026-03-02T09:00:00Z';

/** A stage that has processed everything. */
export function stage(name: StageStatus['stage'], differs: Partial<StageStatus> = {}): StageStatus {
  return {
    stage: name,
    reachable: true,
    behind: {},
    behindSince: null,
    late: false,
    standing: [],
    pending: {},
    ...differs,
  };
}

/** A pipeline that has processed everything, and whose time passes. */
export function pipelineWith(differs: Partial<Pipeline> = {}): Pipeline {
  const { asOf = AT } = differs;
  return {
    asOf,
    caughtUp: true,
    destinationsNotWaitedFor: [],
    syncsNotWaitedFor: [],
    stages: [],
    trails: [],
    time: { at: asOf, state: 'passes', jumpedTo: null },
    ...differs,
  };
}
