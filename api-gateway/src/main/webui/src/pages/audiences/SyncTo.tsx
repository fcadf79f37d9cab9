import { Text } from '@mantine/core';
import type { Sync } from '@/api/generated/model';
import { SyncLink } from '@/components/objects/ObjectLink';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  sync: Pick<Sync, 'id' | 'name'>;
  /** The name of the destination. */
  destination: string;
}

/** A sync by its name, with its destination unless the name ends with it. */
export function SyncTo({ sync, destination }: Props) {
  const { t } = useTranslation();
  const to = t('audiences.in', { name: destination });
  return (
    <span>
      <SyncLink id={sync.id} name={sync.name} />{' '}
      {!sync.name.endsWith(to) && (
        <Text span c="dimmed">
          {to}
        </Text>
      )}
    </span>
  );
}
