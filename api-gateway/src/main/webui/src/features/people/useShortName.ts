import { useTranslation } from '@/texts/useTranslation';

/** The name of a person where no other name is known or read: the end of their id. */
export function useShortName(): (id: string) => string {
  const { t } = useTranslation();
  return (id) => t('profiles.person', { id: id.slice(-8) });
}
