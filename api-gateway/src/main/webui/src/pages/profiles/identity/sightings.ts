import type { Identifier, IdentifierSighting } from '@/api/generated/model';
import { asked } from '@/api/identity';
import { keyOf } from './unmerge/leaving';

/** Everything that showed that two identifiers belong together. */
export interface JoinedIdentifier {
  other: Identifier;
  sightings: IdentifierSighting[];
}

/** What was seen with an identifier, each other one once. Hidden values look alike and are kept apart. */
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
