import type { Locator } from 'vitest/browser';
import type { Api } from './api';

/** An answer of the API that comes when the test gives it. */
export function late<T>() {
  let give: (answer: T) => void = () => {};
  const answer = new Promise<T>((resolve) => {
    give = resolve;
  });
  return { answer: () => answer, give: (value: T) => give(value) };
}

/** The height of an element, in whole pixels. */
export function heightOf(element: Locator): number {
  return Math.round(element.element().getBoundingClientRect().height);
}

/** Waits until the browser has drawn so many times. */
export async function frames(count: number): Promise<void> {
  for (let drawn = 0; drawn < count; drawn += 1) {
    await new Promise(requestAnimationFrame);
  }
}

/** The answers of an API come one after the other, as over a slow network, and not all at once. */
export function oneByOne(api: Api): void {
  const { fetch } = api;
  let last: Promise<void> = Promise.resolve();
  Object.assign(api, {
    fetch: async (...request: Parameters<typeof fetch>) => {
      last = last.then(() => frames(6));
      await last;
      return fetch(...request);
    },
  });
}
