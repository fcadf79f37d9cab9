import { Text } from '@mantine/core';
import type { Sync } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';

/** Says that figures of syncs are rounded, if those of one of them are. */
export function RoundedNote({ syncs }: { syncs: readonly Pick<Sync, 'approximate'>[] }) {
  const { t } = useTranslation();
  return syncs.some(({ approximate }) => approximate) ? (
    <Text fz="sm" c="dimmed" mt="xs">
      {t('figures.rounded')}
    </Text>
  ) : null;
}
