import type { UnmergePreview, UnmergeSide } from '@/api/generated/model';
import { shownOf } from '@/api/masked';
import { CORRECTABLE, type CorrectableType } from '@/features/corrections/correctable';

export interface SharedContact {
  type: CorrectableType;
  value: string;
  /** Who has it as an identifier. */
  holder: 'stays' | 'leaves';
}

/** The addresses and numbers that are an identifier of one of the two, and a trait of the other. */
export function sharedContacts({
  stays,
  leaves,
}: Pick<UnmergePreview, 'stays' | 'leaves'>): SharedContact[] {
  return CORRECTABLE.flatMap((type) => {
    const ofLeaves = heldBy(leaves, type, stays);
    const ofStays = heldBy(stays, type, leaves);
    return [
      ...(ofStays === null ? [] : [{ type, value: ofStays, holder: 'stays' } as const]),
      ...(ofLeaves === null ? [] : [{ type, value: ofLeaves, holder: 'leaves' } as const]),
    ];
  });
}

/** The identifier of one person that the other one has as a trait, or null. */
function heldBy(holder: UnmergeSide, type: CorrectableType, other: UnmergeSide): string | null {
  const trait = shownOf(other.traits[type])?.trim().toLowerCase();
  const found = holder.identifiers.find(
    (each) => each.type === type && shownOf(each.value)?.toLowerCase() === trait,
  );
  return trait === undefined ? null : shownOf(found?.value);
}
