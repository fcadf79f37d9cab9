import { en } from '@/texts/en';
import type { State } from '@/theme/states';
import { restorationOf } from './restored';

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

/** The version that a change restores; empty for every other change. */
export function versionOf(path: string): string {
  return restorationOf(path)?.version.toString() ?? '';
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
