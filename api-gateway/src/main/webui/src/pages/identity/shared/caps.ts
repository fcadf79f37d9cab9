import type { CappedPerson, IdentityRules } from '@/api/identity';

type Bounds = Pick<IdentityRules, 'maxIdentifiers' | 'maxMerges'>;

export interface Reached {
  cap: CappedPerson['caps'][number];
  /** How many there are. */
  count: number;
  /** How many the rules allow; null until they are read. */
  most: number | null;
  /** The person is below, but not with whom would have joined. */
  together: boolean;
}

/** The limits that a person has reached, with the figures behind each. */
export function reachedBy(
  { caps, identifierCount, merges }: CappedPerson,
  rules: Bounds | undefined,
): Reached[] {
  return caps.map((cap) => {
    const many = cap === 'too-many-identifiers';
    const count = many ? identifierCount : merges;
    const most = (many ? rules?.maxIdentifiers : rules?.maxMerges) ?? null;
    return { cap, count, most, together: most !== null && count < most };
  });
}
