/** Whether any of the texts holds each of the words that were typed, in any order. */
export function matches(typed: string | undefined, ...texts: (string | null)[]): boolean {
  const held = texts.join(' ').toLocaleLowerCase();
  return (typed ?? '')
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => held.includes(word));
}
