import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { Me } from '@/api/generated/model';

const load = () => import('./OpenedPalette');
const OpenedPalette = lazy(() => load().then(({ OpenedPalette }) => ({ default: OpenedPalette })));

/** The command palette, which the page loads when it is asked for, and how often it was. */
export function useLaterPalette(me: Me) {
  const [asked, setAsked] = useState(0);
  const open = useCallback(() => setAsked((before) => before + 1), []);
  useHotkeys([['mod+K', open]]);
  return {
    open,
    soon: () => void load(),
    shown: asked > 0 && (
      <Suspense>
        <OpenedPalette me={me} asked={asked} />
      </Suspense>
    ),
  };
}
