/** What a rule was, is, and was before it was undone. */
export interface History<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  /** What the last step belongs to: the next one of the same field joins it. */
  field: string | null;
}

const LONGEST = 200;

export function historyOf<T>(present: T): History<T> {
  return { past: [], present, future: [], field: null };
}

/** One step; typing in one field is one step however many keys it took. */
export function stepped<T>(history: History<T>, next: T, field: string | null): History<T> {
  if (next === history.present) {
    return history;
  }
  const joins = field !== null && field === history.field;
  return {
    past: joins ? history.past : [...history.past.slice(-LONGEST), history.present],
    present: next,
    future: [],
    field,
  };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  return before === undefined
    ? history
    : {
        past: history.past.slice(0, -1),
        present: before,
        future: [history.present, ...history.future],
        field: null,
      };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  return next === undefined
    ? history
    : { past: [...history.past, history.present], present: next, future, field: null };
}
