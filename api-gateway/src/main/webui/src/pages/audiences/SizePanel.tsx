import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Audience } from '@/api/generated/model';
import { listAudienceSizes } from '@/api/generated/operations';
import { CALM } from '@/api/queryClient';
import { useWorkspace } from '@/app/workspace/here';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { SizeChart } from './SizeChart';

/** How the audience grew and shrank. */
export function SizePanel({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'audiences', audience.id, 'sizes'],
    queryFn: ({ signal }) => listAudienceSizes(workspace, audience.id, undefined, { signal }),
    refetchInterval: CALM,
  });
  return (
    <Panel title={t('audiences.sizes')} aside={t('audiences.sizesSince')}>
      <Loaded query={query} skeleton={<Skeleton height={140} />}>
        {({ data }) =>
          data.length < 2 ? (
            <Text c="dimmed">{t('audiences.sizesFew')}</Text>
          ) : (
            <SizeChart sizes={data} />
          )
        }
      </Loaded>
    </Panel>
  );
}
