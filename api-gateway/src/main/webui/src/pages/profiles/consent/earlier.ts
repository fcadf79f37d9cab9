import type { PastConsent } from '@/api/generated/model';

const MODEL = 'mdl_';
const MANUAL = 'manual';

/** What gave an answer: the API has the id of a source, the id of a model with a row, or one word. */
export function originOf(source: string): { kind: 'manual' | 'model' | 'source'; id: string } {
  if (source === MANUAL) {
    return { kind: 'manual', id: source };
  }
  return source.startsWith(MODEL)
    ? { kind: 'model', id: source.replace(/\/.*$/s, '') }
    : { kind: 'source', id: source };
}

/** A browser's grant counts only while the person is not identified. A denial always counts. */
export function mayNotCount({ by, state }: Pick<PastConsent, 'by' | 'state'>): boolean {
  return by === 'browser' && (state === 'granted' || state === 'subscribed');
}
