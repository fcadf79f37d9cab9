import { useEffect, useRef } from 'react';

/** Takes the focus to what has just replaced the button that was pressed. */
export function useFocusOnChange(stage: string) {
  const shown = useRef<HTMLDivElement>(null);
  const before = useRef(stage);
  useEffect(() => {
    if (before.current !== stage) {
      before.current = stage;
      shown.current?.focus();
    }
  }, [stage]);
  return shown;
}
