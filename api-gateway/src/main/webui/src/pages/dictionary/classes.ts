/** From what everybody sees to what nobody sees. */
export const CLASSES = ['harmless', 'personal', 'sensitive'] as const;

export type TraitClass = (typeof CLASSES)[number] | 'unclassified';

/** How a trait is classified; one that nobody has classified is treated as personal. */
export function classOf(
  classifications: ReadonlyMap<string, string> | undefined,
  trait: string,
): TraitClass {
  const said = classifications?.get(trait);
  return CLASSES.find((each) => each === said) ?? 'unclassified';
}
