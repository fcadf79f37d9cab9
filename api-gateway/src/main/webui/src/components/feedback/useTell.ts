import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Told {
  /** Of which there is only one at a time. */
  id?: string;
  title?: string;
  message: ReactNode;
  color?: 'red' | 'gray';
  /** It stays until the user closes it. */
  autoClose?: false;
}

/** Says for some seconds, at the page's edge, how something ended. */
export function useTell() {
  const { t } = useTranslation();
  return (told: Told) =>
    notifications.show({ closeButtonProps: { 'aria-label': t('shell.close') }, ...told });
}
