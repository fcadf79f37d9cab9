import type { MutationStatus } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from '@/texts/useTranslation';
import { leaveGuard } from './leaveGuard';

/** Asks before a page is left on which something is typed that `save` has not stored. */
export function useLeaveGuard(typed: boolean, save: MutationStatus) {
  const { t } = useTranslation();
  useBlocker(leaveGuard(typed, save, () => window.confirm(t('form.leave'))));
}
