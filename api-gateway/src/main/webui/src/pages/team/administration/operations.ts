import type { AuditEntry } from '@/api/generated/model';
import type { en } from '@/texts/en';
import { hasText } from '@/texts/i18n';

export type Operation = keyof (typeof en)['administration']['did'];

/** Null for operations of a newer API, and for addresses that were refused. */
export function known(operation: string): Operation | null {
  return hasText(`administration.did.${operation}`) ? (operation as Operation) : null;
}

/**
 * The kinds of objects to which the list can be narrowed, as the API names them: by the last parameter of
 * the path. A change of a part of a profile has the kind of the part.
 */
export const KINDS = [
  'audience',
  'sync',
  'destination',
  'connector',
  'source',
  'warehouse',
  'model',
  'run',
  'delivery',
  'trait',
  'trait-policy',
  'event-property',
  'synonyms',
  'identity-rules',
  'matching',
  'conflict',
  'suggestion',
  'profile',
  'type',
  'purpose',
  'channel',
  'alert-rule',
  'alert-settings',
  'member',
  'invitation',
  'client',
  'change',
  'workspace',
] as const satisfies readonly (keyof (typeof en)['administration']['kinds'])[];

/** The outcomes to which the list can be narrowed. */
export const OUTCOMES = ['refused', 'failed', 'unknown'] as const;

/** The operations to which the list can be narrowed, by their areas. */
export const ACTIONS = {
  signIn: ['signIn', 'signOut', 'failSignIn'],
  team: [
    'inviteMember',
    'renewInvitation',
    'revokeInvitation',
    'acceptInvitation',
    'putMember',
    'removeMember',
    'createApiClient',
    'rotateApiClient',
    'deleteApiClient',
  ],
  approvals: ['requestChange', 'approveChange', 'rejectChange', 'withdrawChange'],
  audiences: ['createAudience', 'changeAudience', 'deleteAudience', 'restoreAudience'],
  syncs: [
    'createSync',
    'changeSync',
    'deleteSync',
    'restoreSync',
    'pauseSync',
    'resumeSync',
    'rerunSync',
    'replayEvents',
    'startReconciliation',
    'cancelReconciliation',
    'repairReconciliation',
    'testSync',
    'retryDelivery',
    'retryDeliveries',
    'confirmDelivery',
    'confirmDeliveries',
  ],
  destinations: [
    'addConnector',
    'replaceConnector',
    'removeConnector',
    'restoreConnector',
    'createDestination',
    'changeDestination',
    'deleteDestination',
    'restoreDestination',
    'pauseDestination',
    'resumeDestination',
    'startConnection',
    'completeConnection',
    'decideAccount',
  ],
  sources: [
    'createSource',
    'changeSource',
    'deleteSource',
    'restoreSource',
    'addWriteKey',
    'revokeWriteKey',
  ],
  connections: [
    'createWarehouse',
    'changeWarehouse',
    'deleteWarehouse',
    'restoreWarehouse',
    'createModel',
    'changeModel',
    'deleteModel',
    'restoreModel',
    'startRun',
    'cancelRun',
    'releaseRun',
  ],
  dictionary: [
    'classifyTrait',
    'declareTraitType',
    'putTraitPolicy',
    'declarePropertyType',
    'putSynonyms',
  ],
  profiles: [
    'correctTrait',
    'withdrawTrait',
    'withdrawCorrection',
    'correctIdentifier',
    'setConsent',
    'setSubscription',
    'unmergeProfile',
  ],
  identity: [
    'replaceIdentityRules',
    'startRulesTrial',
    'cancelRulesTrial',
    'applyRulesTrial',
    'startRebuild',
    'cancelRebuild',
    'replaceIdentityConfiguration',
    'settleConflict',
    'settleSuggestion',
    'replaceMatchingSettings',
    'startMatchingRun',
    'cancelMatchingRun',
    'replaceMatchingLabels',
  ],
  quarantine: [
    'redriveQuarantine',
    'redriveQuarantinedInput',
    'redriveAudienceBuilderQuarantine',
    'redriveAudienceBuilderMessage',
    'redriveDestinationsQuarantine',
    'redriveDestinationsMessage',
    'redriveControlPlaneQuarantine',
    'redriveControlPlaneMessage',
    'redriveIdentityResolutionQuarantine',
    'redriveIdentityResolutionMessage',
  ],
  alerts: [
    'createAlertRule',
    'putAlertRule',
    'deleteAlertRule',
    'restoreAlertRule',
    'putAlertSettings',
  ],
  workspace: [
    'createWorkspace',
    'changeWorkspace',
    'deleteWorkspace',
    'restoreWorkspace',
    'moveClock',
    'resumeTicker',
  ],
} as const satisfies Record<string, readonly Operation[]>;

/** Stands for the name of the object in the words of an operation. */
export const NAME = '…';

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

/** The person whose profile the action concerns; null for other actions. */
export function personOf({ administration }: Pick<AuditEntry, 'administration'>): string | null {
  if (administration === null) {
    return null;
  }
  const { objectKind, object, changes } = administration;
  const profile: unknown = changes.find(({ field }) => field === '/profile')?.after;
  return objectKind === 'profile' ? object : typeof profile === 'string' ? profile : null;
}
