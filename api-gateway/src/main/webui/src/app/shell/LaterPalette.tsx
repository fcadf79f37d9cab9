import { useHotkeys } from '@mantine/hooks';
import { Suspense, useCallback, useState } from 'react';
import type { Me } from '@/api/generated/model';
import { later } from '@/components/later/later';

const load = () => import('./OpenedPalette');
const OpenedPalette = later(() => load().then(({ OpenedPalette }) => ({ default: OpenedPalette })));

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
