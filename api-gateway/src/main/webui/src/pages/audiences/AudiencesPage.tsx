import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Audience, AudienceSizeAt } from '@/api/generated/model';
import { audiencesQuery, syncsQuery } from '@/api/queries';
import { AudienceLink } from '@/components/objects/ObjectLink';
import { useDestinationNames } from '@/components/objects/useNames';
import { ListPage } from '@/components/page/ListPage';
import { AudienceState } from '@/components/states/AudienceState';
import type { Column } from '@/components/table/column';
import { InlineValue } from '@/components/text/InlineValue';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { isCounting } from '@/features/audiences/evaluation';
import { useAudienceSize } from '@/features/audiences/useAudienceSize';
import { tagsColumn } from '@/features/filing/tagsColumn';
import { useFilingFilter } from '@/features/filing/useFilingFilter';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Trend } from './Trend';
import { trendOf } from './trendOf';
import { useFileSeveral } from './useFileSeveral';
import { syncsOf } from './uses';
import { useTrends } from './useTrends';

/** Of an audience whose sizes are being read, or may not be shown. */
const NO_SIZES: readonly AudienceSizeAt[] = [];

export function AudiencesPage() {
  const { t } = useTranslation();
  return (
    <ListPage
      of="audiences"
      create={{ operation: 'createAudience', label: t('builder.newAudience') }}
      query={useQuery(audiencesQuery(useWorkspace()))}
      columns={useColumns()}
      narrow={useFilingFilter('/w/$workspace/audiences')}
      bulk={useFileSeveral()}
    />
  );
}

function useColumns(): Column<Audience>[] {
  const { t } = useTranslation();
  const { number } = useAudienceSize();
  const formats = useFormats();
  const syncs = useQuery(syncsQuery(useWorkspace()));
  const destinationName = useDestinationNames();
  const trends = useTrends();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('list.name'),
        sort: ({ name }) => name,
        cell: ({ id, name }) => <AudienceLink id={id} name={name} />,
      },
      tagsColumn(t),
      {
        id: 'state',
        header: t('list.state'),
        sort: ({ state }) => state.stage,
        cell: (audience) => <AudienceState audience={audience} />,
      },
      {
        id: 'size',
        header: t('audiences.people'),
        align: 'end',
        sort: ({ size }) => size,
        cell: number,
      },
      {
        id: 'trend',
        header: t('audiences.trend'),
        align: 'end',
        sort: trendOf,
        cell: (audience) => (
          <Trend audience={audience} sizes={trends.get(audience.id) ?? NO_SIZES} />
        ),
      },
      {
        id: 'asOf',
        header: t('audiences.asOf'),
        sort: ({ asOf }) => asOf ?? '',
        cell: (audience) =>
          audience.asOf && !isCounting(audience) ? (
            <Time at={audience.asOf} clock="business" />
          ) : (
            t('audiences.notYet')
          ),
      },
      {
        id: 'goesTo',
        names: true,
        header: t('audiences.goesTo'),
        cell: (audience) => (
          <InlineValue query={syncs}>
            {({ data }) => {
              const names = syncsOf(audience, data).map(({ destination }) =>
                destinationName(destination),
              );
              return names.length > 0 ? formats.list([...new Set(names)]) : t('audiences.nowhere');
            }}
          </InlineValue>
        ),
      },
    ],
    [t, formats, number, syncs, destinationName, trends],
  );
}
