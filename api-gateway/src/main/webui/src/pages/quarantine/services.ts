import { queryOptions } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import {
  listAudienceBuilderQuarantine,
  listAudienceBuilderQuarantineReasons,
  listControlPlaneQuarantine,
  listControlPlaneQuarantineReasons,
  listDestinationsQuarantine,
  listDestinationsQuarantineReasons,
  listIdentityResolutionQuarantine,
  listIdentityResolutionQuarantineReasons,
  readAudienceBuilderMessage,
  readControlPlaneMessage,
  readDestinationsMessage,
  readIdentityResolutionMessage,
  redriveAudienceBuilderMessage,
  redriveAudienceBuilderQuarantine,
  redriveControlPlaneMessage,
  redriveControlPlaneQuarantine,
  redriveDestinationsMessage,
  redriveDestinationsQuarantine,
  redriveIdentityResolutionMessage,
  redriveIdentityResolutionQuarantine,
} from '@/api/generated/operations';

/** Every service that keeps messages in quarantine, in the order of the data's way. */
export const SERVICES = {
  'identity-resolution': {
    reasons: listIdentityResolutionQuarantineReasons,
    list: listIdentityResolutionQuarantine,
    read: readIdentityResolutionMessage,
    redrive: redriveIdentityResolutionMessage,
    redriveAll: redriveIdentityResolutionQuarantine,
    redriveOperation: 'redriveIdentityResolutionMessage',
    redriveAllOperation: 'redriveIdentityResolutionQuarantine',
  },
  'audience-builder': {
    reasons: listAudienceBuilderQuarantineReasons,
    list: listAudienceBuilderQuarantine,
    read: readAudienceBuilderMessage,
    redrive: redriveAudienceBuilderMessage,
    redriveAll: redriveAudienceBuilderQuarantine,
    redriveOperation: 'redriveAudienceBuilderMessage',
    redriveAllOperation: 'redriveAudienceBuilderQuarantine',
  },
  destinations: {
    reasons: listDestinationsQuarantineReasons,
    list: listDestinationsQuarantine,
    read: readDestinationsMessage,
    redrive: redriveDestinationsMessage,
    redriveAll: redriveDestinationsQuarantine,
    redriveOperation: 'redriveDestinationsMessage',
    redriveAllOperation: 'redriveDestinationsQuarantine',
  },
  'control-plane': {
    reasons: listControlPlaneQuarantineReasons,
    list: listControlPlaneQuarantine,
    read: readControlPlaneMessage,
    redrive: redriveControlPlaneMessage,
    redriveAll: redriveControlPlaneQuarantine,
    redriveOperation: 'redriveControlPlaneMessage',
    redriveAllOperation: 'redriveControlPlaneQuarantine',
  },
} as const;

export type Service = keyof typeof SERVICES;

export const SERVICE_NAMES = Object.keys(SERVICES) as Service[];

/** Why messages wait at a service. */
export const messageReasonsQuery = (workspace: string, service: Service) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'quarantined-messages', service, 'reasons'],
    queryFn: async ({ signal }) => (await SERVICES[service].reasons(workspace, { signal })).data,
    ...following({ quarantine: true }),
  });

/** The newest messages that a service was asked to apply again, and has not applied yet. */
export const requestedMessagesQuery = (workspace: string, service: Service) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'quarantined-messages', service, 'requested'],
    queryFn: ({ signal }) =>
      SERVICES[service].list(workspace, { state: 'requested', limit: REQUESTED }, { signal }),
    ...following({ quarantine: true }),
  });

const REQUESTED = 20;

const REASONS = ['unknown', 'failed'] as const;

/** A reason that is not known here is shown by its code. */
export function knownReason(reason: string): (typeof REASONS)[number] | 'other' {
  return REASONS.find((each) => each === reason) ?? 'other';
}
