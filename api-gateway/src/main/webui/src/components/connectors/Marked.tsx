import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Mark } from './Mark';

/** A name with the drawing of what it is. */
export function Marked({ of, children }: { of: string; children: ReactNode }) {
  return (
    <Group component="span" gap="xs" wrap="nowrap" display="inline-flex" maw="100%">
      <Mark of={of} />
      <span>{children}</span>
    </Group>
  );
}
