import { hashKey } from '@tanstack/react-query';

/** A setting of a version, as its form names it. */
export interface Field {
  id: string;
  label: string;
  /** What decides whether it changed. */
  value: unknown;
  words: string;
}

/** A setting that two versions have differently. */
export interface Difference {
  id: string;
  label: string;
  /** Null where that version does not have it. */
  before: string | null;
  after: string | null;
}

/** The settings that changed, in the order of the form. */
export function differences(before: readonly Field[], after: readonly Field[]): Difference[] {
  const was = new Map(before.map((field) => [field.id, field]));
  const is = new Set(after.map(({ id }) => id));
  const changed = after.flatMap(({ id, label, value, words }) => {
    const old = was.get(id);
    return old && hashKey([old.value]) === hashKey([value])
      ? []
      : [{ id, label, before: old?.words ?? null, after: words }];
  });
  const removed = before
    .filter(({ id }) => !is.has(id))
    .map(({ id, label, words }) => ({ id, label, before: words, after: null }));
  return [...changed, ...removed];
}
