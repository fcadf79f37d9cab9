import type { Source, SourcePatch } from '@/api/generated/model';

export interface SourceDraft {
  name: string;
  kind: Source['kind'];
  /** Events per second; a text while it is no number. */
  limit: number | string;
}

export const MOST_PER_SECOND = 1_000_000;

export function isLimit(limit: number | string): limit is number {
  return typeof limit === 'number' && limit >= 1 && limit <= MOST_PER_SECOND;
}

/** Only what is different is sent, so that the changes of other users stay. */
export function changedOf(source: Source, { name, kind, limit }: SourceDraft): SourcePatch {
  return {
    ...(name.trim() !== source.name && { name: name.trim() }),
    ...(kind !== source.kind && { kind }),
    ...(isLimit(limit) && limit !== source.eventsPerSecond && { eventsPerSecond: limit }),
  };
}
