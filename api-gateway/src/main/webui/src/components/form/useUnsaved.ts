import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Asks before what was typed is lost by leaving the page. */
export function useUnsaved(unsaved: boolean) {
  const { t } = useTranslation();
  useBlocker({
    // Tabs of one page keep its address.
    shouldBlockFn: ({ current, next }) =>
      unsaved && current.pathname !== next.pathname && !window.confirm(t('form.leave')),
    enableBeforeUnload: () => unsaved,
  });
}
