import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLeaveGuard } from './useLeaveGuard';

interface Props<D extends object, T, H> {
  /** What the form has until something is typed. */
  start: D;
  /** What is changed from the beginning, where another page led here to change it. */
  begun?: D | null;
  /** Whether a user who leaves loses something by it. By default, anything that is typed. */
  loses?: (typed: D) => boolean;
  /**
   * @param how the chosen way to save, where the form has several
   * @param attempt an idempotency key: it stays until something is changed, so that a request that is
   *     sent again after a lost answer has no second effect
   */
  send: (draft: D, how: H, attempt: string) => Promise<T>;
  /** @param forget makes the form begin again with `start` */
  onSaved?: (saved: T, forget: () => void) => unknown;
  onRefused?: (error: Error) => unknown;
}

/**
 * What is typed in a form, and how it is saved. A page with something typed is not left without a
 * question. A refusal is shown until something is changed. While the form is saved, it does not change:
 * the answer belongs to what was sent, and may be shown only once.
 */
export function useForm<D extends object, T, H = void>({
  start,
  begun = null,
  loses = () => true,
  send,
  onSaved,
  onRefused,
}: Props<D, T, H>) {
  const [typed, setTyped] = useState(begun);
  const [attempt, setAttempt] = useState(() => crypto.randomUUID());
  const [missingShown, setMissingShown] = useState(false);
  const draft = typed ?? start;
  const save = useMutation({
    mutationFn: (how: H) => send(draft, how, attempt),
    onSuccess: (saved) => onSaved?.(saved, () => setTyped(null)),
    onError: (error) => onRefused?.(error),
  });
  useLeaveGuard(typed !== null && loses(typed), save.status);
  return {
    draft,
    typed: typed !== null,
    change: (changed: Partial<D>) => {
      if (!save.isPending) {
        setTyped({ ...draft, ...changed });
        setAttempt(crypto.randomUUID());
        save.reset();
      }
    },
    discard: () => {
      if (!save.isPending) {
        setTyped(null);
        save.reset();
      }
    },
    save: save.mutate,
    saving: save.isPending,
    /** What the API answered; undefined until then. */
    saved: save.data,
    error: save.error,
    /** The last refusal is no longer shown. */
    clearError: save.reset,
    /** Whether the user has tried to save: from then on, the fields say what is missing. */
    missingShown,
    showMissing: () => setMissingShown(true),
  };
}
