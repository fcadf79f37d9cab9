import type { IdentifierType, NewIdentityRules, Strategy } from '@/api/identity';

const BOUNDS = ['maxIdentifiers', 'maxMerges', 'suspectAfter'] as const;

type Limit = IdentifierType['limit'];

/** What one version of the rules has otherwise than another. */
export type RulesChange =
  | { what: 'strategy'; before: Strategy; after: Strategy }
  | { what: 'bound'; bound: (typeof BOUNDS)[number]; before: number; after: number }
  | { what: 'added' | 'removed'; type: string }
  /** In the order from then on. */
  | { what: 'order'; types: string[] }
  | { what: 'limit'; type: string; before: Limit; after: Limit }
  | {
      what: 'switch';
      type: string;
      of: 'merges' | 'unique' | 'case' | 'plusTags' | 'dots';
      on: boolean;
    }
  | { what: 'region' | 'pattern'; type: string; before: string | null; after: string | null }
  | { what: 'blocked' | 'unblocked'; type: string; count: number };

/** What changed from one table to the next: the whole first, then line by line. */
export function changesBetween(before: NewIdentityRules, after: NewIdentityRules): RulesChange[] {
  const was = new Map(before.types.map((line) => [line.type, line]));
  const is = new Map(after.types.map((line) => [line.type, line]));
  const changes: RulesChange[] = [];
  if (before.strategy !== after.strategy) {
    changes.push({ what: 'strategy', before: before.strategy, after: after.strategy });
  }
  for (const bound of BOUNDS) {
    if (before[bound] !== after[bound]) {
      changes.push({ what: 'bound', bound, before: before[bound], after: after[bound] });
    }
  }
  for (const type of is.keys()) {
    if (!was.has(type)) {
      changes.push({ what: 'added', type });
    }
  }
  for (const type of was.keys()) {
    if (!is.has(type)) {
      changes.push({ what: 'removed', type });
    }
  }
  const stayed = [...was.keys()].filter((type) => is.has(type));
  const ordered = [...is.keys()].filter((type) => was.has(type));
  if (stayed.some((type, place) => type !== ordered[place])) {
    changes.push({ what: 'order', types: [...is.keys()] });
  }
  for (const [type, line] of is) {
    const old = was.get(type);
    if (old) {
      changes.push(...changesOfLine(old, line));
    }
  }
  return changes;
}

function changesOfLine(before: IdentifierType, after: IdentifierType): RulesChange[] {
  const { type } = after;
  const changes: RulesChange[] = [];
  if (before.limit?.values !== after.limit?.values || before.limit?.per !== after.limit?.per) {
    changes.push({ what: 'limit', type, before: before.limit, after: after.limit });
  }
  const was = switchesOf(before);
  for (const { of, on } of switchesOf(after)) {
    if (was.some((each) => each.of === of && each.on !== on)) {
      changes.push({ what: 'switch', type, of, on });
    }
  }
  for (const what of ['region', 'pattern'] as const) {
    if (before[what] !== after[what]) {
      changes.push({ what, type, before: before[what], after: after[what] });
    }
  }
  const blocked = after.blocked.filter((each) => !before.blocked.includes(each)).length;
  if (blocked > 0) {
    changes.push({ what: 'blocked', type, count: blocked });
  }
  const unblocked = before.blocked.filter((each) => !after.blocked.includes(each)).length;
  if (unblocked > 0) {
    changes.push({ what: 'unblocked', type, count: unblocked });
  }
  return changes;
}

function switchesOf(line: IdentifierType) {
  return [
    { of: 'unique', on: line.unique },
    { of: 'merges', on: line.merges },
    { of: 'case', on: line.case === 'lower' },
    { of: 'plusTags', on: line.plusTags === 'drop' },
    { of: 'dots', on: line.dots === 'drop' },
  ] as const;
}
