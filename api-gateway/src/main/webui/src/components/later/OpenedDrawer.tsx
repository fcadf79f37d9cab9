import { Drawer, type DrawerProps } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { useFocusReturn } from './useFocusReturn';

/** Opens after it is there, so that it appears like one that was loaded before. */
export function OpenedDrawer({ opened, ...rest }: DrawerProps) {
  const mounted = useMounted();
  useFocusReturn(opened);
  return <Drawer opened={opened && mounted} returnFocus={false} {...rest} />;
}
