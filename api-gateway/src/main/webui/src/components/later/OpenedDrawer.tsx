import { Drawer, type DrawerProps } from '@mantine/core';
import { useMounted } from '@mantine/hooks';

/** Opens after it is there: only then Mantine knows where the focus goes back to. */
export function OpenedDrawer({ opened, ...rest }: DrawerProps) {
  const mounted = useMounted();
  return <Drawer opened={opened && mounted} {...rest} />;
}
