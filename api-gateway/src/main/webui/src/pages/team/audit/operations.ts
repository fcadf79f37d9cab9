import type { AuditEntry } from '@/api/generated/model';

/** What leaves a trail by the API's own reference, and of whom where an entry names nobody. */
const NAMING_NOBODY = {
  readProfile: null,
  lookUpProfile: null,
  unmergeProfile: null,
  replaceMatchingLabels: null,
  listTraitsOfProfile: null,
  listIdentifiers: null,
  readProfileGraph: null,
  explainIdentity: null,
  previewUnmerge: null,
  previewDeliveries: null,
  listLinkedPeople: null,
  listConflicts: null,
  listCappedPeople: null,
  listSuggestions: null,
  readRulesTrial: null,
  listSharedIdentifiers: 'several',
  revealTrait: null,
  readEvent: 'nobody',
  readQuarantinedInput: 'nobody',
  readAudienceBuilderMessage: 'nobody',
  readControlPlaneMessage: 'nobody',
  readDestinationsMessage: 'nobody',
  readIdentityResolutionMessage: 'nobody',
  listAudit: 'nobody',
  exportAudit: 'nobody',
  exportEvents: 'several',
  listEvents: null,
  labelPeople: null,
  listAudienceMembers: null,
  searchProfiles: null,
  listPeople: null,
  readTraitQuality: 'several',
  exportAudienceMembers: 'several',
  explainMembership: null,
  previewAudience: null,
  listCatalogueValues: 'several',
  searchCatalogueValues: 'several',
  searchCataloguePropertyValues: 'several',
  listDeliveries: null,
  listDeliveriesOfProfile: null,
  listDeliveryCauses: 'several',
  readInbox: 'several',
  explainDelivery: null,
  explainDeliveries: null,
  readDelivery: null,
  retryDelivery: null,
  confirmDelivery: null,
  previewSync: null,
  previewNewSync: null,
  testSync: null,
  listSyncs: null,
  readSync: null,
  createSync: null,
  changeSync: null,
  pauseSync: null,
  resumeSync: null,
  rerunSync: null,
  listDestinations: null,
  readDestination: null,
  createDestination: null,
  changeDestination: null,
  pauseDestination: null,
  resumeDestination: null,
  previewModel: 'several',
  listChangedRows: 'several',
  listRefusedRows: 'several',
} as const satisfies Record<string, 'several' | 'nobody' | null>;

export type Operation = keyof typeof NAMING_NOBODY;

/** Null for what a newer API puts on record. */
export function known(operation: string): Operation | null {
  return Object.hasOwn(NAMING_NOBODY, operation) ? (operation as Operation) : null;
}

export type DataOwner = 'several' | 'nobody' | 'notOne' | { profile: string };

/** Whose data was shown; `notOne` where the entry leaves open whether it was several or nobody. */
export function whose({
  operation,
  profile,
}: Pick<AuditEntry, 'operation' | 'profile'>): DataOwner {
  if (profile !== null) {
    return { profile };
  }
  const named = known(operation);
  return (named && NAMING_NOBODY[named]) ?? 'notOne';
}

export type Place = 'event' | 'delivery' | 'run' | 'sync' | 'destination';

/** What has a page of its own and stands in a part by the beginning of its id. */
const PLACES: Record<string, Place> = {
  evt: 'event',
  dlv: 'delivery',
  run: 'run',
  syn: 'sync',
  dst: 'destination',
};

/** In these the part is a name that a user chose, whatever it looks like. */
const NAMING_A_FIELD = new Set([
  'revealTrait',
  'readTraitQuality',
  'listCatalogueValues',
  'searchCatalogueValues',
  'searchCataloguePropertyValues',
]);

/** Where the part that was read has a page of its own. */
export function placeOf({
  operation,
  part,
}: Pick<AuditEntry, 'operation' | 'part'>): { place: Place; id: string } | null {
  const place = part === null ? undefined : PLACES[part.slice(0, part.indexOf('_'))];
  return part !== null && place && known(operation) && !NAMING_A_FIELD.has(operation)
    ? { place, id: part }
    : null;
}
