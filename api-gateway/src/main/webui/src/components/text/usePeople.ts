import { useMemo } from 'react';
import type { ApproximateNumber } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { useFormats } from './useFormats';

type Rounded = ApproximateNumber | null | undefined;

/** Numbers of people in words, as far as the reader may know them. */
export function usePeople() {
  const { t } = useTranslation();
  const formats = useFormats();
  return useMemo(() => {
    const rounded = ({ about, fewerThan }: ApproximateNumber, short: '' | 'Short') => {
      if (about != null) {
        return t(`approximate.about${short}`, { number: formats.number(about) });
      }
      return fewerThan != null
        ? t(`approximate.fewer${short}`, { number: formats.number(fewerThan) })
        : t(`approximate.nothing${short}`);
    };
    return {
      /** "1,234 people", "about 1,200 people" or "fewer than 50 people"; says so if nothing is known. */
      people: (count: number, approximate: Rounded) =>
        approximate ? rounded(approximate, '') : t('approximate.people', { count }),
      /** The same without the word. */
      number: (count: number, approximate: Rounded) =>
        approximate ? rounded(approximate, 'Short') : formats.number(count),
    };
  }, [t, formats]);
}
