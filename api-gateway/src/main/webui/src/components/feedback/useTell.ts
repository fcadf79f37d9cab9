import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Told {
  title?: string;
  message: ReactNode;
  color?: 'red' | 'gray';
}

/** Says for some seconds, at the page's edge, how something ended. */
export function useTell() {
  const { t } = useTranslation();
  return (told: Told) =>
    notifications.show({ closeButtonProps: { 'aria-label': t('shell.close') }, ...told });
}
