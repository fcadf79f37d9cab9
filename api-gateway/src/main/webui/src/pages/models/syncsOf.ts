import type { Model, Sync } from '@/api/generated/model';

/** Syncs name a model by its id or its key. */
export type ModelNames = Pick<Model, 'id' | 'key'>;

/** The syncs that send a model's rows. */
export function syncsOf({ id, key }: ModelNames, syncs: readonly Sync[]): Sync[] {
  return syncs.filter(
    ({ from }) => from.kind === 'model' && (from.model === id || from.model === key),
  );
}
