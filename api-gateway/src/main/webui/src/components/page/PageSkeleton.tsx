import { Skeleton, Stack } from '@mantine/core';

/** A page's title and one panel, while its code is on the way. */
export function PageSkeleton() {
  return (
    <Stack gap="xs" aria-busy="true">
      <Skeleton height={26} width={220} />
      <Skeleton height={16} width="min(420px, 100%)" />
      <Skeleton height={320} mt="sm" radius={12} />
    </Stack>
  );
}
