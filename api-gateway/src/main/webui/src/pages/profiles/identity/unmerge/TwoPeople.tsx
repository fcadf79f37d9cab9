import { Button } from '@mantine/core';
import type { Identifier } from '@/api/generated/model';
import type { Leaving } from '@/api/identity';
import { useTranslation } from '@/texts/useTranslation';
import { evidenceBetween, labelOf } from './leaving';

interface Props {
  a: Identifier;
  b: Identifier;
  /** Absent for who may not. */
  onLeave: ((leaving: Leaving) => void) | undefined;
}

/** Says that what was seen together is no evidence: these two are two people. */
export function TwoPeople({ a, b, onLeave }: Props) {
  const { t } = useTranslation();
  const leaving = evidenceBetween(a, b);
  return onLeave && leaving ? (
    <Button
      size="compact-xs"
      variant="subtle"
      aria-label={t('unmerge.twoPeopleOf', { a: labelOf(a), b: labelOf(b) })}
      onClick={() => onLeave(leaving)}
    >
      {t('unmerge.twoPeople')}
    </Button>
  ) : null;
}
