import { type KeyboardEvent, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { Item } from './order';

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** The picture is one stop of the Tab key; the arrows go from item to item, and choose. */
export function useArrows(
  order: readonly Item[],
  chosen: Item | null,
  onChoose: (item: Item | null) => void,
) {
  const ref = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const focused = (event.target as Element).closest('[data-item]');
    if (!focused || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const here = order.indexOf(focused.getAttribute('data-item') as Item);
    const next =
      event.key === 'Enter' || event.key === ' '
        ? order[here]
        : order[here + (STEPS[event.key] ?? Number.NaN)];
    if (next !== undefined) {
      event.preventDefault();
      flushSync(() => onChoose(next));
      ref.current?.querySelector<HTMLElement>(`[data-item="${next}"]`)?.focus();
    } else if (event.key === 'Escape' && chosen !== null) {
      onChoose(null);
    }
  };
  return { ref, onKeyDown };
}
