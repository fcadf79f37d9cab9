import type { Identifier } from '@/api/generated/model';
import { shownOf } from '@/api/masked';
import { CorrectIdentifier } from '@/features/corrections/CorrectIdentifier';
import { correctableType } from '@/features/corrections/correctable';
import { useMayCorrectIdentifier } from '@/features/corrections/useMayCorrectIdentifier';

interface Props {
  profile: string;
  identifier: Identifier;
}

/** Corrects an identifier that is wrong: a destination refuses it, or it was left out because it is invalid. */
export function CorrectOne({ profile, identifier }: Props) {
  const may = useMayCorrectIdentifier();
  const type = correctableType(identifier.type);
  const value = shownOf(identifier.value);
  return may && type !== undefined && value !== null ? (
    <CorrectIdentifier profile={profile} type={type} value={value} />
  ) : null;
}
