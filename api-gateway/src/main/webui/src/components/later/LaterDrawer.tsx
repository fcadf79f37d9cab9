import type { DrawerProps } from '@mantine/core';
import { Suspense } from 'react';
import { later } from '@/components/later/later';
import { useFocusReturn } from './useFocusReturn';
import { useOpenedOnce } from './useOpenedOnce';

const OpenedDrawer = later(() =>
  import('./OpenedDrawer').then(({ OpenedDrawer }) => ({ default: OpenedDrawer })),
);

/** Mantine's drawer, which the page loads when it is opened first. */
export function LaterDrawer(props: DrawerProps) {
  // Here, and not in the part that is loaded: until then, what opened it may have lost the focus.
  useFocusReturn(props.opened);
  return (
    useOpenedOnce(props.opened) && (
      <Suspense>
        <OpenedDrawer {...props} />
      </Suspense>
    )
  );
}
