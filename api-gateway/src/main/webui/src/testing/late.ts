import type { Locator } from 'vitest/browser';

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
