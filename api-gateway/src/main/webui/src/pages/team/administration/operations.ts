import type { AuditEntry } from '@/api/generated/model';
import type { en } from '@/texts/en';
import { hasText } from '@/texts/i18n';

export type Operation = keyof (typeof en)['administration']['did'];

/** Null for operations of a newer API, and for addresses that were refused. */
export function known(operation: string): Operation | null {
  return hasText(`administration.did.${operation}`) ? (operation as Operation) : null;
}

/** What the list can be narrowed to, in the order of the choice. */
export const CHOICES = [
  'refused',
  'signIn',
  'failSignIn',
  'inviteMember',
  'putMember',
  'classifyTrait',
] as const;

export type Outcome = keyof (typeof en)['administration']['outcome'];

/** An outcome of a newer API is shown as one that is not known. */
export function outcomeOf(outcome: string): Outcome {
  return hasText(`administration.outcome.${outcome}`) ? (outcome as Outcome) : 'unknown';
}

/** Why a sign-in failed, in words; null for anything else. */
export function failureOf(entry: AuditEntry): string | null {
  if (entry.operation !== 'failSignIn') {
    return null;
  }
  const after: unknown = entry.administration?.changes.find(
    (each) => each.field === '/error',
  )?.after;
  return typeof after === 'string' ? after : '';
}
