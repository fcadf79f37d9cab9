import type { ValueSource } from '@/api/generated/model';
import { KNOWN_TYPES } from '@/features/people/identifier';
import type { FromKind } from './manifest';
import type { NamedValue } from './suggest';

const EVENT_NAMES = [
  'id',
  'type',
  'name',
  'timestamp',
  'receivedAt',
  'userId',
  'anonymousId',
  'groupId',
  'category',
  'previousId',
] as const;

/** The names of this workspace that a mapping can use. */
export interface AvailableNames {
  traits: readonly string[];
  columns: readonly string[];
  audiences: readonly { id: string; name: string }[];
}

/** Every value that a sync of this kind can send, named as people name it. */
export function valuesOf(kind: FromKind, { traits, columns }: AvailableNames): NamedValue[] {
  if (kind === 'model') {
    return columns.map((name) => ({ name, from: { kind: 'column', name } }));
  }
  return [
    ...KNOWN_TYPES.map((type) => ({ name: type, from: { kind: 'identifier', type } as const })),
    ...traits.map((name) => ({ name, from: { kind: 'trait', name } as const })),
    ...(kind === 'events'
      ? EVENT_NAMES.map((name) => ({ name, from: { kind: 'event', name } as const }))
      : []),
  ];
}

/** Values that have no name to be recognised by. */
export function furtherValues(kind: FromKind, { audiences }: AvailableNames): ValueSource[] {
  return [
    ...(kind === 'model' ? [] : [{ kind: 'profile' } as const]),
    ...(kind === 'profiles' || kind === 'audience'
      ? audiences.map(({ id }) => ({ kind: 'membership', audience: id }) as const)
      : []),
  ];
}

/** A value as a choice of a list, which holds texts; what is typed beside it is left out. */
export function encoded(from: ValueSource): string {
  switch (from.kind) {
    case 'constant':
    case 'property':
    case 'context':
    case 'integrations':
      return from.kind;
    case 'trait':
    case 'column':
    case 'event':
      return `${from.kind} ${from.name}`;
    case 'identifier':
    case 'identifiers':
      return `${from.kind} ${from.type ?? ''}`;
    case 'membership':
      return `${from.kind} ${from.audience}`;
    case 'profile':
      return from.kind;
  }
}

/** The groups of a list of values, in the order in which they are offered. */
export const GROUPS = [
  'identifier',
  'trait',
  'column',
  'property',
  'event',
  'membership',
  'other',
] as const;

export type Group = (typeof GROUPS)[number];

/** The kinds that are offered beside others. */
const BESIDE: Partial<Record<ValueSource['kind'], Group>> = {
  identifiers: 'identifier',
  context: 'event',
  integrations: 'event',
};

export function groupOf({ kind }: ValueSource): Group {
  return BESIDE[kind] ?? GROUPS.find((group) => group === kind) ?? 'other';
}
