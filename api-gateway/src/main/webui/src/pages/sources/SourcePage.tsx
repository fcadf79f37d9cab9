import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import type { Source } from '@/api/generated/model';
import { sourceQuery } from '@/api/queries';
import { ChartRoom, ChartSkeleton } from '@/components/chart/ChartRoom';
import { Mark } from '@/components/connectors/Mark';
import { later } from '@/components/later/later';
import { ButtonLink } from '@/components/links';
import { Columns } from '@/components/page/Columns';
import { Facts } from '@/components/page/Facts';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { StateBadge } from '@/components/StateBadge';
import { CopyText } from '@/components/text/CopyText';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { ObjectAlerts } from '@/features/alerts/ObjectAlerts';
import { History } from '@/features/history/History';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { FirstEvent } from './FirstEvent';
import { FreshKey } from './FreshKey';
import { freshKeys } from './freshKeys';
import { Snippets } from './Snippets';
import { SourceMenu } from './SourceMenu';
import { WriteKeys } from './WriteKeys';

const SourceHistoryDrawer = later(() =>
  import('@/features/history/drawers/SourceHistoryDrawer').then(({ SourceHistoryDrawer }) => ({
    default: SourceHistoryDrawer,
  })),
);

const SourceEventCounts = later(() =>
  import('@/features/events/EventCountsPanel').then(({ SourceEventCounts }) => ({
    default: SourceEventCounts,
  })),
);

export function SourcePage() {
  const { t } = useTranslation();
  const { source } = useParams({ from: '/w/$workspace/sources/$source' });
  const query = useQuery(sourceQuery(useWorkspace(), source));
  return (
    <LoadedPage
      query={query}
      kind={t('nav.sources')}
      gone={<History drawer={SourceHistoryDrawer} id={source} name={null} />}
    >
      {(source) => <LoadedSource key={source.id} source={source} />}
    </LoadedPage>
  );
}

function LoadedSource({ source }: { source: Source }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const [writeKey, setWriteKey] = useState(freshKeys.of(source.id));
  return (
    <Page
      title={source.name}
      badge={
        <>
          <Mark of={source.kind} />
          <StateBadge state={source.enabled ? 'ok' : 'paused'}>
            {t(source.enabled ? 'sources.on' : 'sources.off')}
          </StateBadge>
        </>
      }
      crumbs={[<ListCrumb key="all" of="sources" />]}
      lead={t(source.enabled ? 'sources.limitLead' : 'sources.offLead', {
        rate: formats.number(source.eventsPerSecond),
      })}
      actions={
        <>
          <ButtonLink
            variant="default"
            to="/w/$workspace/events"
            params={{ workspace }}
            search={{ source: source.id }}
          >
            {t('sources.stream')}
          </ButtonLink>
          <ButtonLink
            variant="default"
            to="/w/$workspace/events"
            params={{ workspace }}
            search={{ source: source.id, outcome: 'quarantined' }}
          >
            {t('quarantine.ofSource')}
          </ButtonLink>
          <History drawer={SourceHistoryDrawer} id={source.id} name={source.name} />
          <ObjectAlerts kind="source" id={source.id} name={source.name} />
          <SourceMenu source={source} />
        </>
      }
    >
      <Columns
        main={
          <>
            {writeKey && <FreshKey writeKey={writeKey} />}
            <FirstEvent source={source.id} enabled={source.enabled} />
            <Suspense fallback={<CountsSkeleton />}>
              <SourceEventCounts source={source} />
            </Suspense>
            <Snippets writeKey={writeKey} />
          </>
        }
        side={
          <>
            <WriteKeys
              source={source}
              onAdded={(added) => {
                freshKeys.keep(source.id, added);
                setWriteKey(added);
              }}
            />
            <Panel title={t('object.about')}>
              <Facts
                facts={[
                  { label: t('object.key'), value: <CopyText value={source.key} /> },
                  { label: t('sources.kind'), value: t(`sources.kinds.${source.kind}`) },
                  { label: t('object.id'), value: <CopyText value={source.id} /> },
                  {
                    label: t('object.created'),
                    value: <Time at={source.createdAt} clock="wall" />,
                  },
                  {
                    label: t('object.changed'),
                    value: <Time at={source.updatedAt} clock="wall" />,
                  },
                ]}
              />
            </Panel>
          </>
        }
      />
    </Page>
  );
}

/** The panel until it is loaded. */
function CountsSkeleton() {
  const { t } = useTranslation();
  return (
    <Panel title={t('chart.events')} aside={t('chart.week')}>
      <ChartRoom>
        <ChartSkeleton />
      </ChartRoom>
    </Panel>
  );
}
