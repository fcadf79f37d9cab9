import { useTranslation } from '@/texts/useTranslation';

/** How many different values there are. */
export function Distinct({ count, estimated }: { count: number; estimated: boolean }) {
  const { t } = useTranslation();
  return t(estimated ? 'quality.about' : 'quality.exactly', { count });
}
