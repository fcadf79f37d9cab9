import { Text } from '@mantine/core';
import { CorrectIdentifier } from '@/features/corrections/CorrectIdentifier';
import type { CorrectableType } from '@/features/corrections/correctable';
import { useMayCorrectIdentifier } from '@/features/corrections/useMayCorrectIdentifier';
import { PendingMark } from '@/features/pending/PendingMark';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  profile: string;
  type: CorrectableType;
}

/** What can be done about an identifier that the destination refused, and what became of it. */
export function RefusedIdentifier({ profile, type }: Props) {
  const { t } = useTranslation();
  const mayCorrect = useMayCorrectIdentifier();
  return (
    <>
      <Text>{t(`activation.correctIdentifier.${mayCorrect ? 'hint' : 'ask'}`)}</Text>
      <div>
        {mayCorrect && <CorrectIdentifier profile={profile} type={type} />}
        <PendingMark object={profile} subject="identifier" name={type} />
      </div>
    </>
  );
}
