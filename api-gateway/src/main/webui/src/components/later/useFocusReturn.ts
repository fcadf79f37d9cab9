import { useEffect } from 'react';

/** Enough for a window that follows, or for code that moves the focus itself. */
const SETTLED_MS = 20;

interface Return {
  opener: HTMLElement | null;
  /** The group of the opener, which is there also if the opener is gone. */
  group: HTMLElement | null;
  timer: ReturnType<typeof setTimeout>;
}

/** Of a window that has just closed. A window that follows it at once inherits its opener. */
let pending: Return | null = null;

/**
 * Returns the focus to what opened a window, once the window is closed or removed, unless the focus is elsewhere on the page by
 * then. In contrast to Mantine, it also does so if the window is removed while it is open, if an entry of a menu opened it (the
 * button of the menu gets the focus), or if it follows another window. If a drawer with what opened it takes the keyboard back,
 * it corrects which element of the drawer has the focus. If what opened it is gone, as the actions of a selection are, the first
 * field of its group gets the focus.
 */
export function useFocusReturn(opened: boolean): void {
  useEffect(() => {
    if (!opened) {
      return;
    }
    const opener = pending === null ? openerNow() : pending.opener;
    const group = pending?.group ?? opener?.closest<HTMLElement>('[role="group"]') ?? null;
    clearTimeout(pending?.timer);
    pending = null;
    return () => {
      const atClose = document.activeElement;
      const timer = setTimeout(() => {
        pending = null;
        const now = document.activeElement;
        const left = now === null || now === document.body;
        if (left || (now === atClose && isInWindow(now)) || isInWindowOf(opener, now)) {
          const next = opener?.isConnected === false ? firstOf(group) : opener;
          next?.focus({ preventScroll: true });
        }
      }, SETTLED_MS);
      pending = { opener, group, timer };
    };
  }, [opened]);
}

function firstOf(group: HTMLElement | null): HTMLElement | null {
  return group?.querySelector<HTMLElement>('input, button') ?? null;
}

function isInWindow(element: Element): boolean {
  return element.closest('[role="dialog"]') !== null;
}

function isInWindowOf(opener: HTMLElement | null, element: Element): boolean {
  return element.closest('[role="dialog"]')?.contains(opener) === true;
}

function openerNow(): HTMLElement | null {
  const active = document.activeElement;
  const menuButton = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = menuButton ? document.getElementById(menuButton) : active;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}
