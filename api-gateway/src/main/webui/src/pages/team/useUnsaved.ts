import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Asks before a page is left on which something was typed and not sent. */
export function useUnsaved(unsaved: boolean): void {
  const { t } = useTranslation();
  useBlocker({
    shouldBlockFn: () => unsaved && !window.confirm(t('form.leave')),
    enableBeforeUnload: () => unsaved,
  });
}
