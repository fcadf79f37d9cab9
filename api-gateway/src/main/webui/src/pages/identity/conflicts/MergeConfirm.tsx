import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '@/api/identity';
import { Confirm } from '@/components/form/Confirm';
import { PersonName } from '@/pages/profiles/PersonName';
import { useSettle } from './useSettle';

interface Props {
  conflict: Conflict | null;
  onClose: () => void;
}

/** Asks before two people become one. */
export function MergeConfirm({ conflict, onClose }: Props) {
  const { t } = useTranslation();
  const settle = useSettle('merge', onClose);
  const close = () => {
    settle.reset();
    onClose();
  };
  return (
    <Confirm
      opened={conflict !== null}
      onClose={close}
      title={t('identity.conflicts.mergeTitle')}
      action={t('identity.conflicts.merge')}
      danger
      mutation={{
        mutate: () => conflict && settle.mutate(conflict.id),
        isPending: settle.isPending,
        error: settle.error,
      }}
    >
      {conflict && (
        <Group gap="xs" mb="sm">
          <PersonName id={conflict.profile} />
          <span aria-hidden>+</span>
          <PersonName id={conflict.other} />
        </Group>
      )}
      <Text>{t('identity.conflicts.mergeDetail')}</Text>
    </Confirm>
  );
}
