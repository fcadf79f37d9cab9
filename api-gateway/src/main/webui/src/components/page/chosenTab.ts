/**
 * The tab that the address asks for.
 *
 * @param usual the tab of an address that asks for none, or for one that the page does not have
 * @returns `unknown` is what the page does not have
 */
export function chosenTab<T extends string>(
  tabs: readonly T[],
  asked: string | undefined,
  usual: T,
): { open: T; unknown: string | null } {
  const open = tabs.find((each) => each === asked);
  return { open: open ?? usual, unknown: open === undefined && asked ? asked : null };
}
