import { useCallback } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import type { ObjectKind, Unsent } from './kinds';

/** Says that a channel gets no message, and why. */
export function useUnsentWords() {
  const { t } = useTranslation();
  return useCallback(
    ({ channel, reason }: Unsent, about?: ObjectKind): string => {
      const name = { channel: t(`alerts.channels.${channel}`) };
      switch (reason) {
        case 'not-set-up':
        case 'no-mail-server':
          return t(`alertRules.unsent.${reason}`, name);
        case 'personal-data':
          return t(`alertRules.unsent.${about === 'sync' ? 'sync' : 'audience'}`, name);
      }
    },
    [t],
  );
}
