import { useTranslation } from '@/texts/useTranslation';

/** How many different values there are; hidden from who may not see the values. */
export function Distinct({ count, estimated }: { count: number | null; estimated: boolean }) {
  const { t } = useTranslation();
  if (count === null) {
    return t('quality.hidden');
  }
  return t(estimated ? 'quality.about' : 'quality.exactly', { count });
}
