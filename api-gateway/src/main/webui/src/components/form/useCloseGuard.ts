import { createContext, useContext, useEffect, useId, useRef } from 'react';
import { useTranslation } from '@/texts/useTranslation';

/** The forms in a window with something typed that is not stored, by their ids. Null outside of windows. */
export const TypedForms = createContext<Set<string> | null>(null);

/**
 * Asks before a window is closed in which something is typed, for example by Escape. The window gives
 * `forms` to its content as `TypedForms`.
 */
export function useCloseGuard(onClose: () => void) {
  const { t } = useTranslation();
  const forms = useRef(new Set<string>()).current;
  const close = () => {
    if (forms.size === 0 || window.confirm(t('form.closeTyped'))) {
      onClose();
    }
  };
  return { forms, close };
}

/** Says to the window around a form whether closing it would lose something. */
export function useTypedForm(loses: boolean) {
  const forms = useContext(TypedForms);
  const id = useId();
  useEffect(() => {
    if (!loses || forms === null) {
      return;
    }
    forms.add(id);
    return () => {
      forms.delete(id);
    };
  }, [forms, id, loses]);
}
