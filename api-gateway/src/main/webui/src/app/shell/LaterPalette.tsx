import { useHotkeys } from '@mantine/hooks';
import { Suspense, useCallback, useRef, useState } from 'react';
import type { Me } from '@/api/generated/model';
import { later } from '@/components/later/later';
import { useOpenedOnce } from '@/components/later/useOpenedOnce';
import { isMac } from './isMac';
import { PaletteField } from './PaletteField';

const load = () => import('./OpenedPalette');
const OpenedPalette = later(() => load().then(({ OpenedPalette }) => ({ default: OpenedPalette })));

/** Its keys also count while a field has the focus. */
const IN_EVERY_FIELD: string[] = [];

/**
 * The command palette, which the page loads when it is opened first. A field is there at once. The palette takes over its text
 * and the focus.
 */
export function useLaterPalette(me: Me) {
  const [opened, setOpened] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const opener = useRef<Element>(null);
  const returnFocus = useCallback(() => {
    if (opener.current instanceof HTMLElement) {
      opener.current.focus({ preventScroll: true });
    }
  }, []);
  const close = useCallback(() => {
    setOpened(false);
    setWaiting(false);
    returnFocus();
  }, [returnFocus]);
  const open = useCallback(() => {
    if (opened) {
      return;
    }
    opener.current = document.activeElement;
    setOpened(true);
    setWaiting(true);
    load().catch(() => {
      // The page offers another attempt.
      setWaiting(false);
      returnFocus();
    });
  }, [opened, returnFocus]);
  const takeTyped = useCallback(() => {
    setWaiting(false);
    return field.current?.value ?? null;
  }, []);
  useHotkeys([[isMac() ? 'meta+K' : 'ctrl+K', open]], IN_EVERY_FIELD, true);
  const once = useOpenedOnce(opened);
  return {
    open,
    soon: () => void load(),
    shown: (
      <>
        {waiting && <PaletteField field={field} onClose={close} />}
        {once && (
          <Suspense>
            <OpenedPalette me={me} opened={opened} takeTyped={takeTyped} onClose={close} />
          </Suspense>
        )}
      </>
    ),
  };
}
