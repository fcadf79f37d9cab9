/** How many are listed. */
export const SHOWN = 10;

interface Begun {
  createdAt: string;
}

/** Two lists as one, newest first. */
export function byAge<A extends Begun, B extends Begun>(
  some: readonly A[],
  others: readonly B[],
): (A | B)[] {
  return [...some, ...others].toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
}
