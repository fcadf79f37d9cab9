import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import type { Audience } from '@/api/generated/model';
import { listAudienceSizes } from '@/api/generated/operations';
import { ChartRoom, ChartSkeleton, NoChart } from '@/components/chart/ChartRoom';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import { isCounting } from '@/features/audiences/evaluation';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { SizeChart } from './SizeChart';
import { firstKnown } from './sizeSlots';

/** The size over time; not for users who may not see what the rule asks for. */
export function SizePanel({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  if (isCounting(audience)) {
    return (
      <Panel title={t('audiences.sizes')}>
        <Text c="dimmed">{t('audiences.countingDetail')}</Text>
      </Panel>
    );
  }
  return audience.approximate ? (
    <Panel title={t('audiences.sizes')}>
      <Text c="dimmed">
        {t(audience.state.stage === 'unreadable' ? 'approximate.unreadable' : 'approximate.sizes')}
      </Text>
    </Panel>
  ) : (
    <SizeChartPanel audience={audience} />
  );
}

function SizeChartPanel({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'audiences', audience.id, 'sizes'],
    queryFn: ({ signal }) => listAudienceSizes(workspace, audience.id, undefined, { signal }),
    ...following({ audiences: true }),
  });
  const until = Date.parse(audience.asOf ?? audience.updatedAt);
  const begin = firstKnown(query.data?.data ?? [], until);
  return (
    <Panel
      title={t('audiences.sizes')}
      aside={
        begin ? t('audiences.sizesBegin', { date: formats.day(begin) }) : t('audiences.sizesSince')
      }
    >
      <ChartRoom>
        <Loaded query={query} skeleton={<ChartSkeleton />}>
          {({ data }) =>
            data.length === 0 ? (
              <NoChart>{t('chart.noSizes')}</NoChart>
            ) : (
              <SizeChart sizes={data} until={until} begins={begin !== null} />
            )
          }
        </Loaded>
      </ChartRoom>
    </Panel>
  );
}
