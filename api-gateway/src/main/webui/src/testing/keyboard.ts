import { expect } from 'vitest';
import { userEvent } from 'vitest/browser';

const MOST_STEPS = 80;

/** What has the focus is called; as a person reads it, not as the code names it. */
function focused(): string {
  const at = document.activeElement;
  const labels =
    at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? at.labels : null;
  const told =
    at?.getAttribute('aria-label') ??
    labels?.[0]?.innerText ??
    (at as HTMLElement | null)?.innerText;
  return (told ?? '').trim();
}

/** Presses a key until a control of that name has the focus. */
export async function goTo(key: string, name: string): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step++) {
    await userEvent.keyboard(key);
    if (focused() === name) {
      return;
    }
  }
  throw new Error(`The keyboard does not reach ${name}; it is at ${focused()}`);
}

/** Waits until a control of that name has got the focus by itself. */
export async function arrives(name: string): Promise<void> {
  await expect.poll(focused).toBe(name);
}
