/** The ids from one to another as they stand, both included; the second alone if the first is not among them. */
export function between(ids: readonly string[], from: string | null, to: string): string[] {
  const one = from === null ? -1 : ids.indexOf(from);
  const other = ids.indexOf(to);
  return one < 0 || other < 0 ? [to] : ids.slice(Math.min(one, other), Math.max(one, other) + 1);
}
