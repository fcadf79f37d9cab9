import type { TraitQualities, TraitQuality } from '@/api/generated/model';

/** Which part of those who have it have a value that nothing is wrong with. */
export function validShare({ valid, filled }: TraitQuality): number {
  return filled === 0 ? 1 : valid / filled;
}

/** Whether too few people have the trait for a reader who may not see its values. */
export function tooFew({ filled, distinct }: TraitQuality): boolean {
  return distinct === null && filled === 0;
}

/** Which part of the checked people have the trait. Rounded numbers can exceed the whole. */
export function filledShare({ filled }: TraitQuality, lookedAt: number): number {
  return Math.min(1, filled / lookedAt);
}

/** What is least of use first; of what is as good, what fewest have. */
export function worstFirst(traits: readonly TraitQuality[]): TraitQuality[] {
  return [...traits].sort(
    (one, other) => validShare(one) - validShare(other) || one.filled - other.filled,
  );
}

/** Whether the figures are of some people only. */
export function sampled({
  people,
  lookedAt,
}: Pick<TraitQualities, 'people' | 'lookedAt'>): boolean {
  return lookedAt < people;
}

/** The API counts people up to this number, and estimates the number of more people. */
const COUNTED_TO = 100_000;

/** Whether the number of people is an estimate. */
export function isEstimate(people: number): boolean {
  return people > COUNTED_TO;
}

/** What makes values useless before what is worth knowing. */
export function wrongFirst({ flaws }: TraitQuality): TraitQuality['flaws'] {
  return [...flaws].sort((one, other) => Number(other.wrong) - Number(one.wrong));
}
