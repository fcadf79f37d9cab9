import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { useTranslation } from '@/texts/useTranslation';

/** How long a success stays; a pointer or the focus on it stops the clock. */
export const READING_MS = 9_000;

interface Notice {
  /** Of which there is only one at a time. */
  id?: string;
  title?: string;
  message: ReactNode;
  /** A failure is red. It stays until the user closes it. */
  color?: 'red' | 'gray';
  /** It stays until the user closes it. */
  autoClose?: false;
}

let count = 0;

/** Says at the page's edge how something ended. */
export function useTell() {
  const { t } = useTranslation();
  return (told: Notice) => {
    const id = told.id ?? `told-${count++}`;
    const stays = told.autoClose === false || told.color === 'red';
    const hold = (held: boolean) =>
      notifications.update({
        id,
        message: told.message,
        autoClose: stays || held ? false : undefined,
      });
    notifications.show({
      closeButtonProps: { 'aria-label': t('shell.close') },
      onFocusCapture: () => hold(true),
      onBlurCapture: () => hold(false),
      ...told,
      id,
      ...(stays && { autoClose: false }),
    });
  };
}
