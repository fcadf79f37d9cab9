import axe from 'axe-core';
import { expect } from 'vitest';

/**
 * Axe finds nothing in the page, once nothing moves any more: what fades in has no contrast yet. A page
 * that just changed is looked at again: a dialog, for instance, gets its name after its first rendering.
 */
export async function sound(): Promise<void> {
  await expect.poll(moving).toBe(0);
  await expect.poll(violations).toEqual([]);
}

/** Axe measures targets only if it is asked to: they have 24 px, or as much room around them. */
const RULES = { 'target-size': { enabled: true } };

/** What axe finds: each rule, with the elements that break it. */
export async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document, { rules: RULES });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
}

/** The page, with a dialog over it, is not wider than its window. */
export function fits(): void {
  const { scrollWidth, clientWidth } = document.documentElement;
  expect(scrollWidth - clientWidth, 'pixels beside the window').toBe(0);
}

function moving(): number {
  return document
    .getAnimations()
    .filter(
      ({ playState, effect }) =>
        playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
    ).length;
}
