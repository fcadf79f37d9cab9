import { useEffect, useEffectEvent } from 'react';

const TAKES_SPACE = 'input, textarea, select, button, a, summary, [role], [contenteditable]';

/** The space key, wherever it would not press or type something else. */
export function useSpace(pressed: () => void) {
  const onPressed = useEffectEvent(pressed);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as Element | null;
      if (event.key === ' ' && !event.repeat && !target?.matches(TAKES_SPACE)) {
        event.preventDefault();
        onPressed();
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
