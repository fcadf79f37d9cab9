import '@/theme/windows.css';
import { Drawer, type DrawerProps } from '@mantine/core';
import { useMounted } from '@mantine/hooks';

/** Opens after it is there, so that it appears like one that was loaded before. Who shows it returns the focus. */
export function OpenedDrawer({ opened, ...rest }: DrawerProps) {
  const mounted = useMounted();
  return <Drawer opened={opened && mounted} returnFocus={false} {...rest} />;
}
