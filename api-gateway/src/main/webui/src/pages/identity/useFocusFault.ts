import { useEffect } from 'react';

/** Leads to the first field that was refused. */
export function useFocusFault(error: Error | null) {
  useEffect(() => {
    if (error !== null) {
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus(),
      );
    }
  }, [error]);
}
