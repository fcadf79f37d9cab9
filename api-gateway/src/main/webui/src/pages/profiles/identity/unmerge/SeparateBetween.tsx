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

/** Separates two identifiers that were seen together. */
export function SeparateBetween({ a, b, onLeave }: Props) {
  const { t } = useTranslation();
  const leaving = evidenceBetween(a, b);
  return onLeave && leaving ? (
    <Button
      size="compact-xs"
      variant="subtle"
      aria-label={t('unmerge.between', { a: labelOf(a), b: labelOf(b) })}
      onClick={() => onLeave(leaving)}
    >
      {t('unmerge.separate')}
    </Button>
  ) : null;
}
