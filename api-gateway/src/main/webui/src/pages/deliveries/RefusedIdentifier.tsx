import { Text } from '@mantine/core';
import { PendingMark } from '@/features/pending/PendingMark';
import { useTranslation } from '@/texts/useTranslation';
import { useHere, useMay } from '@/workspace/here';
import { CorrectIdentifier } from './CorrectIdentifier';
import type { CorrectableType } from './origin';

interface Props {
  profile: string;
  type: CorrectableType;
}

/** What can be done about an identifier that the destination refused, and what became of it. */
export function RefusedIdentifier({ profile, type }: Props) {
  const { t } = useTranslation();
  const may = useMay('correctIdentifier').allowed;
  const { personalData } = useHere();
  const mayCorrect = may && personalData;
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
