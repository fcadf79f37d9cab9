import type { ChangeRequest } from '@/api/generated/model';
import { en } from '@/texts/en';
import type { State } from '@/theme/states';

const WORDS = en.approvals.does;

export type Change = keyof typeof WORDS;

/** An operation of a newer API is shown as another change. */
export function changeOf(operation: string): Change {
  return Object.hasOwn(WORDS, operation) ? (operation as Change) : 'other';
}

/** The object that a path names: what follows the kind, if anything does. */
export function objectOf(path: string): string {
  return decodeURIComponent(path.split('?')[0]?.split('/')[2] ?? '');
}

const RESTORE = /^\/(\w+)\/([^/]+)\/versions\/(\d+)\/restore$/;

/** Where the active version and the one to restore are beside each other; null for other changes. */
export function comparisonOf({ path, ifMatch }: Pick<ChangeRequest, 'path' | 'ifMatch'>) {
  const [, collection, id, version] = RESTORE.exec(path) ?? [];
  const active = /\d+/.exec(ifMatch ?? '')?.[0];
  if (collection === undefined || version === undefined) {
    return null;
  }
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
