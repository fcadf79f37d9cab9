import { useSyncExternalStore } from 'react';
import { Decisions } from './decisions';

/** What was decided on any page of this window. */
export const decisions = new Decisions();

// What is decided counts, also if the window is closed before it was sent.
window.addEventListener('pagehide', () => decisions.sendAll());

export function useDecisions() {
  return useSyncExternalStore(decisions.subscribe, decisions.all);
}

export function useLatestDecision() {
  return useSyncExternalStore(decisions.subscribe, decisions.latest);
}
