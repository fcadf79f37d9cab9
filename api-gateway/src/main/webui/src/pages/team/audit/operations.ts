import type { AuditEntry } from '@/api/generated/model';

/** What leaves a trail by the API's own reference, and of whom where an entry names nobody. */
const NAMING_NOBODY = {
  readProfile: null,
  listTraitsOfProfile: null,
  listIdentifiers: null,
  readProfileGraph: null,
  explainIdentity: null,
  previewUnmerge: null,
  listLinkedPeople: null,
  listConflicts: null,
  listCappedPeople: null,
  listSuggestions: null,
  readRulesTrial: null,
  listSharedIdentifiers: 'several',
  revealTrait: null,
  readEvent: 'nobody',
  readQuarantinedInput: 'nobody',
  exportEvents: 'several',
  searchProfiles: null,
  readTraitQuality: 'several',
} as const satisfies Record<string, 'several' | 'nobody' | null>;

export type Operation = keyof typeof NAMING_NOBODY;

/** Null for what a newer API puts on record. */
export function known(operation: string): Operation | null {
  return Object.hasOwn(NAMING_NOBODY, operation) ? (operation as Operation) : null;
}

export type Whose = 'several' | 'nobody' | 'notOne' | { profile: string };

/** Whose data was shown; `notOne` where the entry leaves open whether it was several or nobody. */
export function whose({ operation, profile }: Pick<AuditEntry, 'operation' | 'profile'>): Whose {
  if (profile !== null) {
    return { profile };
  }
  const named = known(operation);
  return (named && NAMING_NOBODY[named]) ?? 'notOne';
}

/** The event that was read, whose way has a page of its own. */
export function eventOf({ operation, part }: Pick<AuditEntry, 'operation' | 'part'>) {
  return operation === 'readEvent' || operation === 'readQuarantinedInput' ? part : null;
}
