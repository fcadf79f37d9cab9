import type {
  Destination,
  DestinationPatch,
  DestinationRequest,
  Manifest,
} from '@/api/generated/model';
import {
  type Draft,
  draftOf,
  isMoved,
  missing,
  patchOf,
  settingsOf,
} from '@/components/connectors/settings';
import { keyFromName } from '@/components/form/keyFromName';

/** A destination while a user sets it up. */
export interface DestinationDraft {
  name: string;
  /** As typed; null while it follows the name. */
  ownKey: string | null;
  settings: Draft;
  purposes: string[];
  baseUrl: string;
  requests: number | string;
  perSeconds: number | string;
}

export function destinationDraft(manifest: Manifest, stored?: Destination): DestinationDraft {
  return {
    name: stored?.name ?? manifest.name,
    ownKey: stored?.key ?? null,
    settings: draftOf(manifest.settings, stored?.settings),
    purposes: stored?.purposes ?? [],
    baseUrl: stored?.baseUrl ?? '',
    requests: stored?.rateLimit?.requests ?? '',
    perSeconds: stored?.rateLimit?.perSeconds ?? '',
  };
}

export function keyOf({ ownKey, name }: Pick<DestinationDraft, 'ownKey' | 'name'>): string {
  return ownKey ?? keyFromName(name);
}

/** Whether the address is changed, so that stored secrets must be entered again. */
export function isElsewhereNow(manifest: Manifest, draft: DestinationDraft, stored?: Destination) {
  return (
    stored !== undefined &&
    (draft.baseUrl.trim() !== (stored.baseUrl ?? '') ||
      isMoved(manifest.settings, draft.settings, stored.settings))
  );
}

/** Whether what the form itself asks for is there. */
export function isComplete(manifest: Manifest, draft: DestinationDraft, stored?: Destination) {
  return (
    draft.name.trim() !== '' &&
    keyOf(draft) !== '' &&
    draft.purposes.length > 0 &&
    missing(
      manifest.settings,
      draft.settings,
      stored?.settings,
      isElsewhereNow(manifest, draft, stored),
    ).length === 0
  );
}

/** A new destination. The manifest decides at run time which variant of a request it is. */
export function destinationRequest(
  manifest: Manifest,
  draft: DestinationDraft,
): DestinationRequest {
  const request: unknown = {
    ...shared(draft),
    key: keyOf(draft),
    connector: manifest.id,
    settings: settingsOf(manifest.settings, draft.settings),
  };
  return request as DestinationRequest;
}

/** A merge patch of the stored destination. */
export function destinationPatch(
  manifest: Manifest,
  draft: DestinationDraft,
  stored: Destination,
): DestinationPatch {
  const settings = patchOf(manifest.settings, draft.settings, stored.settings);
  return { ...shared(draft), settings };
}

function shared(draft: DestinationDraft) {
  const limited = draft.requests !== '' || draft.perSeconds !== '';
  return {
    name: draft.name.trim(),
    purposes: draft.purposes,
    baseUrl: draft.baseUrl.trim() || null,
    rateLimit: limited
      ? { requests: Number(draft.requests), perSeconds: Number(draft.perSeconds) }
      : null,
  };
}
