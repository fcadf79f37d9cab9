import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Audience } from '@/api/generated/model';
import { syncsQuery } from '@/api/queries';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { GoesTo } from '../../GoesTo';
import { syncsOf } from '../../uses';

/** Where the audience goes as it is saved, and how far its people come. */
export function FunnelPanel({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const syncs = useQuery(syncsQuery(useWorkspace())).data?.data ?? [];
  const theirs = syncsOf(audience, syncs);
  return theirs.length === 0 ? null : (
    <Panel title={t('audiences.goesTo')}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('funnel.asSaved')}
      </Text>
      <GoesTo syncs={theirs} apart />
    </Panel>
  );
}
