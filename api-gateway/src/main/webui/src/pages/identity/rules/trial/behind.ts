import { isUnderWay } from '../../work';
import type { Rebuild } from '../trialContract';

type RebuildState = Pick<Rebuild, 'rulesVersion' | 'state'>;

/** Whether people are still as older rules had them, and nothing is under way that changes it. */
export function behind(version: number, rebuilds: readonly RebuildState[]): boolean {
  return (
    version > 0 &&
    !rebuilds.some(
      (rebuild) =>
        rebuild.rulesVersion === version && (rebuild.state === 'succeeded' || isUnderWay(rebuild)),
    )
  );
}
