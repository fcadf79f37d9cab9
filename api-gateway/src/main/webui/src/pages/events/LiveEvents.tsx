import { useQuery } from '@tanstack/react-query';
import { listEvents } from '@/api/generated/operations';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './Events.module.css';
import { type Feed, withEarlier } from './feed';
import { StreamState } from './StreamState';
import { useEventColumns } from './useEventColumns';
import type { Filters } from './useFeed';

const EARLIER = 100;

/** The newest events, those before the page was opened below. */
export function LiveEvents({ feed, filters }: { feed: Feed; filters: Filters }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const columns = useEventColumns();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'events-before', filters, feed.begun],
    queryFn: async ({ signal }) =>
      (await listEvents(workspace, { ...filters, names: true, limit: EARLIER }, { signal })).data,
    // Read after the stream began, so that nothing falls between them.
    enabled: feed.status !== 'connecting',
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (feed.refused !== null) {
    return <Failure error={feed.refused} />;
  }
  return (
    <Panel title={t('events.newest')} aside={<StreamState feed={feed} />} flush>
      {feed.skipped > 0 && (
        <p className={classes.skipped} role="status">
          {t('events.skipped', { count: feed.skipped })}
        </p>
      )}
      <Loaded query={query} skeleton={<TableSkeleton rows={8} />}>
        {(earlier) => {
          const rows = withEarlier(feed, earlier);
          return rows.length === 0 ? (
            <Empty title={t('events.none')}>{t('events.noneDetail')}</Empty>
          ) : (
            <DataTable
              label={t('events.newest')}
              columns={columns}
              rows={rows}
              rowId={({ id }) => id}
            />
          );
        }}
      </Loaded>
    </Panel>
  );
}
