import type { Manifest, SyncDraft as Request } from '@/api/generated/model';
import { gaps, type SyncDraft, syncRequest } from './syncDraft';

/**
 * The draft for which people are counted, without its name and key, which change no number; null while
 * it is incomplete, or if it sends no people.
 */
export function counted(draft: SyncDraft, manifest: Manifest): Request | null {
  const people = draft.kind === 'audience' || draft.kind === 'profiles';
  if (!people || gaps(draft, manifest).some((gap) => gap !== 'name' && gap !== 'key')) {
    return null;
  }
  const { name: _, key: __, ...rest } = syncRequest(draft, manifest);
  return rest;
}
