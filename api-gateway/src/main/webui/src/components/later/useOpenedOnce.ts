import { useState } from 'react';

/** Whether something is opened, or has been: what was loaded for it stays, so that it can close. */
export function useOpenedOnce(opened: boolean): boolean {
  const [once, setOnce] = useState(opened);
  if (opened && !once) {
    setOnce(true);
  }
  return once || opened;
}
