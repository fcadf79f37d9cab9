import { useCallback, useMemo, useState } from 'react';
import type { Edit } from './rule/edit';
import { historyOf, redone, stepped, undone } from './rule/history';
import type { GroupNode } from './rule/model';

/** The rule that is edited, and the way back. */
export function useRule(initial: GroupNode) {
  const [history, setHistory] = useState(() => historyOf(initial));
  /** Steps of the same field, such as the keys of one number, are undone together. */
  const edit = useCallback(
    (by: Edit, field: string | null = null) =>
      setHistory((before) => stepped(before, by(before.present), field)),
    [],
  );
  const undo = useCallback(() => setHistory(undone), []);
  const redo = useCallback(() => setHistory(redone), []);
  const mayUndo = history.past.length > 0;
  const mayRedo = history.future.length > 0;
  return useMemo(
    () => ({ root: history.present, edit, undo, redo, mayUndo, mayRedo }),
    [history.present, edit, undo, redo, mayUndo, mayRedo],
  );
}
