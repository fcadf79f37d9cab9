import type { MutationStatus } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from '@/texts/useTranslation';
import { leaveGuard } from './leaveGuard';
import { useTypedForm } from './useCloseGuard';

/** Asks before a page is left, or a window is closed, in which something is typed that `save` has not stored. */
export function useLeaveGuard(typed: boolean, save: MutationStatus) {
  const { t } = useTranslation();
  useTypedForm(typed && (save === 'idle' || save === 'error'));
  useBlocker(leaveGuard(typed, save, () => window.confirm(t('form.leave'))));
}
