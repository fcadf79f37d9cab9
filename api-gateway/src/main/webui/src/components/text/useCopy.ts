import { type RefObject, useEffect, useRef, useState } from 'react';

type Outcome = 'copied' | 'refused';

/** How long the outcome is shown. A refusal asks for a key, so it stays longer. */
const SHOWN_MS: Readonly<Record<Outcome, number>> = { copied: 2_000, refused: 20_000 };

/**
 * Copies a text. Browsers refuse the clipboard on pages without HTTPS and to users who said no: then the shown text is
 * selected, so that the user can copy it by keyboard.
 *
 * @param shown the element that shows exactly the text
 */
export function useCopy(value: string, shown: RefObject<HTMLElement | null>) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const timer = useRef<number>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const end = (outcome: Outcome) => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setOutcome(null), SHOWN_MS[outcome]);
    setOutcome(outcome);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      end('copied');
    } catch {
      if (shown.current) {
        window.getSelection()?.selectAllChildren(shown.current);
      }
      end('refused');
    }
  };
  return { outcome, copy: () => void copy() };
}
