import type { Identifier, IdentifierSighting } from '@/api/generated/model';
import { asked } from '@/api/identity';
import { keyOf } from './unmerge/leaving';

/** Another identifier, with the evidence that joins it. */
export interface JoinedIdentifier {
  other: Identifier;
  sightings: IdentifierSighting[];
}

/** The identifiers that evidence joins with one, each of them once. Masked values stay separate. */
export function joinedIdentifiers(evidence: readonly IdentifierSighting[]): JoinedIdentifier[] {
  const pairs = new Map<unknown, JoinedIdentifier>();
  for (const sighting of evidence) {
    const other = asked(sighting.with);
    const key = other === null ? sighting : keyOf(other);
    const pair = pairs.get(key) ?? { other: sighting.with, sightings: [] };
    pair.sightings.push(sighting);
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}
