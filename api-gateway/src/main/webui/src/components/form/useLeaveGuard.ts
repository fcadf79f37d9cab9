import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Asks before what somebody typed is left behind. */
export function useLeaveGuard(unsaved: boolean) {
  const { t } = useTranslation();
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      unsaved && current.pathname !== next.pathname && !window.confirm(t('form.leave')),
    enableBeforeUnload: () => unsaved,
  });
}
