import type { Outcome } from '@/api/identity';

/** What a key asks for in a list of what waits for a decision. */
export type Asked =
  | { ask: 'go'; to: number }
  | { ask: 'decide'; outcome: Outcome }
  | { ask: 'open' }
  | { ask: 'undo' };

interface Pressed {
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

interface Place {
  /** Which item has the focus in it; -1 for none. */
  at: number;
  count: number;
  /** Whether the item itself has the focus, not a link or a button in it, which have an Enter of their own. */
  itself: boolean;
}

/** What a key asks for; null where it is none of ours, or asks for what is not there. */
export function askedBy(pressed: Pressed, { at, count, itself }: Place): Asked | null {
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey) {
    return null;
  }
  const go = (to: number): Asked | null => (to >= 0 && to < count ? { ask: 'go', to } : null);
  const onItem = (asked: Asked) => (at >= 0 ? asked : null);
  switch (pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key) {
    case 'j':
    case 'ArrowDown':
      return go(at + 1);
    case 'k':
    case 'ArrowUp':
      return go(at - 1);
    case 'm':
      return onItem({ ask: 'decide', outcome: 'merge' });
    case 'd':
      return onItem({ ask: 'decide', outcome: 'keep-apart' });
    case 'u':
      return { ask: 'undo' };
    case 'Enter':
      return itself ? onItem({ ask: 'open' }) : null;
    default:
      return null;
  }
}
