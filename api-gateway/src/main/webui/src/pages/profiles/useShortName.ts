import { useTranslation } from 'react-i18next';

/** What somebody is called where no name of theirs is known, or read: by the end of their id. */
export function useShortName(): (id: string) => string {
  const { t } = useTranslation();
  return (id) => t('profiles.person', { id: id.slice(-8) });
}
