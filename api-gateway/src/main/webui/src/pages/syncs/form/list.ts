import type { Manifest, ObjectType } from '@/api/generated/model';
import { recordsOf } from './manifest';
import type { SyncDraft } from './syncDraft';

/** The list that the members of an audience join; null if the sync fills no list. */
export interface JoinedList {
  name: string;
  /** Whether a person who leaves the audience leaves the list too. */
  leaves: boolean;
}

export function joinedList(
  draft: Pick<SyncDraft, 'kind' | 'settings' | 'mode'>,
  manifest: Pick<Manifest, 'objects'>,
  object: ObjectType | undefined,
): JoinedList | null {
  if (draft.kind !== 'audience' || draft.mode === 'delete' || object === undefined) {
    return null;
  }
  const { memberships } = recordsOf(manifest, object);
  const list = manifest.objects.find(({ name }) => name === memberships);
  return list === undefined
    ? null
    : {
        name: list.settings
          .filter(({ required }) => required)
          .map(({ name }) => String(draft.settings[name] ?? '').trim())
          .join(', '),
        leaves: draft.mode === 'mirror',
      };
}
