import axe from 'axe-core';
import { expect } from 'vitest';

/** What axe has against the page, once nothing moves any more: what fades in has no contrast yet. */
export async function sound(): Promise<void> {
  await expect.poll(moving).toBe(0);
  const { violations } = await axe.run(document);
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
  expect(told).toEqual([]);
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
