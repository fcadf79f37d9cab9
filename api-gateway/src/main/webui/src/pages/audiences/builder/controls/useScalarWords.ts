import { useCallback } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import type { Scalar } from '../rule/model';

/** A value in words: as it is entered, but yes and no. */
export function useScalarWords(): (value: Scalar) => string {
  const { t } = useTranslation();
  return useCallback(
    (value) => (typeof value === 'boolean' ? t(value ? 'value.yes' : 'value.no') : String(value)),
    [t],
  );
}
