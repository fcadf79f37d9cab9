import { useEffect } from 'react';

/** Ctrl-Z takes back the last change of the rule, unless it is at home in the text that is being typed. */
export function useUndoKeys(undo: () => void, redo: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { key, shiftKey, target } = event;
      if (!(event.ctrlKey || event.metaKey) || event.altKey || hasOwnUndo(target)) {
        return;
      }
      if (key.toLowerCase() === 'z') {
        (shiftKey ? redo : undo)();
      } else if (key.toLowerCase() === 'y') {
        redo();
      } else {
        return;
      }
      event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [undo, redo]);
}

/** Fields outside of the rule, and text within it that was not taken over yet. */
function hasOwnUndo(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input, textarea') &&
    (target.dataset.control === undefined || target.dataset.draft === 'true')
  );
}
