import { useHotkeys } from '@mantine/hooks';
import { Suspense, useCallback, useRef, useState } from 'react';
import type { Me } from '@/api/generated/model';
import { later } from '@/components/later/later';
import { isMac } from './isMac';
import { type TypedAhead, typedAhead } from './typedAhead';

const load = () => import('./OpenedPalette');
const OpenedPalette = later(() => load().then(({ OpenedPalette }) => ({ default: OpenedPalette })));

/** Its keys also count while a field has the focus. */
const IN_EVERY_FIELD: string[] = [];

/**
 * The command palette, which the page loads when it is asked for, and how often it was. What the user types before its field
 * has the focus is typed into the palette.
 */
export function useLaterPalette(me: Me) {
  const [asked, setAsked] = useState(0);
  const ahead = useRef<TypedAhead>(null);
  const take = useCallback(() => {
    const typed = ahead.current?.take() ?? '';
    ahead.current = null;
    return typed;
  }, []);
  const open = useCallback(() => {
    ahead.current?.take();
    ahead.current = typedAhead(document);
    load().catch(take);
    setAsked((before) => before + 1);
  }, [take]);
  const wanted = useCallback(() => !ahead.current?.dropped(), []);
  useHotkeys([[isMac() ? 'meta+K' : 'ctrl+K', open]], IN_EVERY_FIELD, true);
  return {
    open,
    soon: () => void load(),
    shown: asked > 0 && (
      <Suspense>
        <OpenedPalette me={me} asked={asked} takeTyped={take} wanted={wanted} />
      </Suspense>
    ),
  };
}
