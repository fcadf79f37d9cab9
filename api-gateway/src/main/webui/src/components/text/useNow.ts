import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function tick() {
  now = Date.now();
  for (const each of listeners) {
    each();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (ticking === undefined) {
    // While nothing told the time it stood still.
    now = Date.now();
    ticking = setInterval(tick, 1_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(ticking);
      ticking = undefined;
    }
  };
}

/** The time on the wall in milliseconds, to the second; one timer serves every text on the page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
