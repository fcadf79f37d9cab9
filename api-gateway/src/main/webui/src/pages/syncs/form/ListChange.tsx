import { Text } from '@mantine/core';
import type { Audience } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import type { JoinedList } from './list';

interface Props {
  list: JoinedList;
  audience: string | null;
  audiences: readonly Audience[];
}

/** The list that a person joins as a member of the audience, and what happens afterwards. */
export function ListChange({ list, audience, audiences }: Props) {
  const { t } = useTranslation();
  const name = audiences.find(({ id }) => id === audience)?.name;
  return (
    <div>
      <Text>
        {name === undefined
          ? t('activation.joinsList', { list: list.name })
          : t('activation.joinsListAs', { list: list.name, audience: name })}{' '}
        {t(list.leaves ? 'activation.leavesList' : 'activation.staysOnList')}
      </Text>
      <Text fz="sm" c="dimmed">
        {t('activation.idsLater')}
      </Text>
    </div>
  );
}
