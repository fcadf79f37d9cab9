import type { TraitQualities, TraitQuality } from '@/api/generated/model';
import { type Part, ratioOf } from '@/components/text/shareWords';

/** Those who have a value that nothing is wrong with, among those who have the trait. */
export function validPart(trait: TraitQuality): Part {
  return { count: trait.valid, of: trait.filled, rounded: isRounded(trait) };
}

/** What nobody has is not wrong. */
export function validShare(trait: TraitQuality): number {
  return trait.filled === 0 ? 1 : ratioOf(validPart(trait));
}

/** Whether the figures are rounded for a reader who may not see the values. */
export function isRounded({ distinct }: TraitQuality): boolean {
  return distinct === null;
}

/** Whether too few people have the trait for a reader who may not see its values. */
export function tooFew(trait: TraitQuality): boolean {
  return isRounded(trait) && trait.filled === 0;
}

/** Those who have the trait, among the checked people. */
export function filledPart(trait: TraitQuality, lookedAt: number): Part {
  return { count: trait.filled, of: lookedAt, rounded: isRounded(trait) };
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
