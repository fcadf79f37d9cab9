import { useEffect } from 'react';

/** By then a field is there whose code had to be loaded. */
const LONGEST_MS = 5_000;

/** Leads to the first field that was refused, as soon as it is there. */
export function useFocusFault(error: Error | null) {
  useEffect(() => {
    if (error === null) {
      return;
    }
    const until = performance.now() + LONGEST_MS;
    let frame = 0;
    const look = () => {
      const field = document.querySelector<HTMLElement>('main [aria-invalid="true"]');
      if (field) {
        field.focus();
      } else if (performance.now() < until) {
        frame = requestAnimationFrame(look);
      }
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [error]);
}
