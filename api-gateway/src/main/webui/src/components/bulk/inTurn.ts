export interface Failed<T> {
  item: T;
  error: Error;
}

/**
 * Does something with each item, one after another. A failure does not stop the others.
 *
 * @param onDone gets the number of items that are over, also if they failed
 */
export async function inTurn<T>(
  items: readonly T[],
  act: (item: T) => Promise<unknown>,
  onDone: (done: number) => void,
): Promise<Failed<T>[]> {
  const failed: Failed<T>[] = [];
  for (const [index, item] of items.entries()) {
    try {
      await act(item);
    } catch (error) {
      failed.push({ item, error: error instanceof Error ? error : new Error(String(error)) });
    }
    onDone(index + 1);
  }
  return failed;
}
