import type { SyncFunnel, SyncFunnelStop, ValueSource } from '@/api/generated/model';

const CODES = [
  'no-identifier',
  'undecided',
  'consent',
  'pending',
  'withheld',
  'shared',
  'in-flight',
  'submitted',
  'retrying',
  'uncertain',
  'rejected',
  'dead',
  'exists',
  'absent',
] as const;

type Code = (typeof CODES)[number];

/** The text that tells why people stop; what is not known here is shown by its code. */
export function stopName({ code }: Pick<SyncFunnelStop, 'code'>): `funnel.stops.${Code | 'other'}` {
  return `funnel.stops.${CODES.find((known) => known === code) ?? 'other'}`;
}

/** How many of the people of the first step reach each, from 0 to 1. */
export function sharesOf({ steps }: Pick<SyncFunnel, 'steps'>): number[] {
  const everyone = Math.max(1, steps[0]?.count ?? 0);
  return steps.map(({ count }) => count / everyone);
}

/** What must be known of people, as it is called; null where it is known of everyone. */
export function identifierOf(from: ValueSource | undefined): string | null {
  return from?.kind === 'identifier' ? from.type : from?.kind === 'trait' ? from.name : null;
}
