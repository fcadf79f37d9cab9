import type { WorkspacePatch, WorkspaceView } from '@/api/generated/model';

/** The settings of a workspace that can be changed after its creation. */
export interface WorkspaceDraft {
  name: string;
  timezone: string;
  defaultRegion: string;
  unknownConsentAllows: string[];
}

export function draftOf(view: WorkspaceView): WorkspaceDraft {
  const { name, timezone, defaultRegion, unknownConsentAllows } = view;
  return { name, timezone, defaultRegion, unknownConsentAllows };
}

/** Only what is different is sent. */
export function changedOf(view: WorkspaceView, draft: WorkspaceDraft): WorkspacePatch {
  const { name, timezone, defaultRegion, unknownConsentAllows } = draft;
  return {
    ...(name.trim() !== view.name && { name: name.trim() }),
    ...(timezone !== view.timezone && { timezone }),
    ...(defaultRegion !== view.defaultRegion && { defaultRegion }),
    ...(!isSame(unknownConsentAllows, view.unknownConsentAllows) && { unknownConsentAllows }),
  };
}

/** The purposes for which data may be sent after the change, and could not be sent before. */
export function newlyAllowed(view: WorkspaceView, draft: WorkspaceDraft): string[] {
  return draft.unknownConsentAllows.filter((each) => !view.unknownConsentAllows.includes(each));
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each) => others.includes(each));
}
