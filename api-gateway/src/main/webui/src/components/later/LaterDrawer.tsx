import type { DrawerProps } from '@mantine/core';
import { Suspense } from 'react';
import { later } from '@/components/later/later';
import { useOpenedOnce } from './useOpenedOnce';

const OpenedDrawer = later(() =>
  import('./OpenedDrawer').then(({ OpenedDrawer }) => ({ default: OpenedDrawer })),
);

/** Mantine's drawer, which the page loads when it is opened first. */
export function LaterDrawer(props: DrawerProps) {
  return (
    useOpenedOnce(props.opened) && (
      <Suspense>
        <OpenedDrawer {...props} />
      </Suspense>
    )
  );
}
