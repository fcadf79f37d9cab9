import { useHotkeys } from '@mantine/hooks';
import { type ReactNode, Suspense, useCallback, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Me } from '@/api/generated/model';
import { later } from '@/components/later/later';
import { useOpenedOnce } from '@/components/later/useOpenedOnce';
import { isMac } from './isMac';
import type { PaletteProps } from './OpenedPalette';
import { PaletteField } from './PaletteField';

type Load = () => Promise<{ OpenedPalette: (props: PaletteProps) => ReactNode }>;

/** Its keys also count while a field has the focus. */
const IN_EVERY_FIELD: string[] = [];

/** As {@link useLaterPalette}, with the code that is loaded. */
export function laterPalette(load: Load) {
  const OpenedPalette = later(() =>
    load().then(({ OpenedPalette }) => ({ default: OpenedPalette })),
  );
  return function useLaterPalette(me: Me) {
    const [opened, setOpened] = useState(false);
    const [waiting, setWaiting] = useState(false);
    const field = useRef<HTMLInputElement>(null);
    const opener = useRef<Element>(null);
    const part = useRef<HTMLDivElement>(null);
    /** What was typed before the code of the palette failed to load. */
    const kept = useRef<string>(null);
    const returnFocus = useCallback(() => {
      if (opener.current instanceof HTMLElement) {
        opener.current.focus({ preventScroll: true });
      }
    }, []);
    const leave = useCallback(() => {
      setOpened(false);
      setWaiting(false);
    }, []);
    const close = useCallback(() => {
      leave();
      returnFocus();
    }, [leave, returnFocus]);
    const open = useCallback(() => {
      if (opened) {
        // If the code was not loaded, its part of the page only has the button for another attempt.
        part.current?.querySelector('button')?.focus();
        return;
      }
      opener.current = document.activeElement;
      setOpened(true);
      setWaiting(true);
      load().catch(() => {
        // The page offers another attempt.
        if (field.current !== null) {
          kept.current = field.current.value;
          // A field that is still there when it loses the focus would close the palette.
          flushSync(() => setWaiting(false));
          returnFocus();
        }
      });
    }, [opened, returnFocus]);
    const takeTyped = useCallback(() => {
      setWaiting(false);
      const typed = field.current?.value ?? kept.current;
      kept.current = null;
      return typed;
    }, []);
    useHotkeys([[isMac() ? 'meta+K' : 'ctrl+K', open]], IN_EVERY_FIELD, true);
    const once = useOpenedOnce(opened);
    return {
      open,
      soon: () => void load(),
      shown: (
        <>
          {waiting && <PaletteField field={field} onClose={close} onLeave={leave} />}
          {once && (
            <div ref={part} style={{ display: 'contents' }}>
              <Suspense>
                <OpenedPalette me={me} opened={opened} takeTyped={takeTyped} onClose={close} />
              </Suspense>
            </div>
          )}
        </>
      ),
    };
  };
}

/**
 * The command palette, which the page loads when it is opened first. A field is there at once. The palette takes over its text
 * and the focus.
 */
export const useLaterPalette = laterPalette(() => import('./OpenedPalette'));
