import type { ChangeRequest } from '@/api/generated/model';
import { shownOf } from '@/api/masked';
import type { en } from '@/texts/en';
import { hasText } from '@/texts/i18n';
import type { State } from '@/theme/states';

export type Change = keyof (typeof en)['approvals']['does'];

/** An operation of a newer API is shown as another change. */
export function changeOf(operation: string): Change {
  return hasText(`approvals.does.${operation}`) ? (operation as Change) : 'other';
}

/** The object that a path names: what follows the kind, if anything does. Empty if it is hidden. */
export function objectOf(path: ChangeRequest['path']): string {
  return decodeURIComponent(shownOf(path)?.split('?')[0]?.split('/')[2] ?? '');
}

export type ObjectKind = 'audience' | 'connection' | 'destination' | 'model' | 'source' | 'sync';

const KINDS = new Map<string | undefined, ObjectKind>([
  ['audiences', 'audience'],
  ['destinations', 'destination'],
  ['models', 'model'],
  ['sources', 'source'],
  ['syncs', 'sync'],
  ['warehouses', 'connection'],
]);

/** The kind of the object that a path names; null for objects whose names are not in a list. */
export function kindOf(path: ChangeRequest['path']): ObjectKind | null {
  return KINDS.get(shownOf(path)?.split(/[/?]/)[1]) ?? null;
}

const FIELDS = new Map<string, ObjectKind>([
  ['audience', 'audience'],
  ['destination', 'destination'],
  ['model', 'model'],
  ['source', 'source'],
  ['warehouse', 'connection'],
]);

/** The kind of the object whose id or key is the value of a field; null for every other field. */
export function kindOfField(name: string): ObjectKind | null {
  return FIELDS.get(name) ?? null;
}

const RESTORE = /^\/([a-z]+)\/([^/?]+)\/versions\/(\d+)\/restore(?:\?.*)?$/;

/** What a change restores, by its path; null for every other change. */
function restorationOf(path: ChangeRequest['path']) {
  const [, collection, id, version] = RESTORE.exec(shownOf(path) ?? '') ?? [];
  return collection && id && version ? { collection, id, version } : null;
}

/** The version that a change restores; empty for every other change. */
export function versionOf(path: ChangeRequest['path']): string {
  return restorationOf(path)?.version ?? '';
}

/** Where the active version and the one to restore are beside each other; null for other changes. */
export function comparisonOf({ path, ifMatch }: Pick<ChangeRequest, 'path' | 'ifMatch'>) {
  const restoration = restorationOf(path);
  if (restoration === null) {
    return null;
  }
  const { collection, id, version } = restoration;
  const active = /\d+/.exec(ifMatch ?? '')?.[0];
  return {
    // The pages of warehouses are those of connections.
    page: `${collection === 'warehouses' ? 'connections' : collection}/${id}`,
    history: active === undefined ? 'all' : `${active}-${version}`,
  };
}

type Decision = keyof (typeof en)['approvals']['state'];

export const STATES: Record<Decision, State> = {
  open: 'attention',
  applying: 'running',
  applied: 'ok',
  failed: 'failing',
  rejected: 'paused',
  withdrawn: 'paused',
  expired: 'paused',
};
