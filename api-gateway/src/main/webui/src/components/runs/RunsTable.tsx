import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { followingFirstPage } from '@/api/changes/following';
import type { Run } from '@/api/generated/model';
import { listRuns } from '@/api/generated/operations';
import { paged } from '@/api/paged';
import { millisecondsOf } from '@/texts/duration';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Empty } from '../feedback/Empty';
import { Loaded } from '../feedback/Loaded';
import { RunLink } from '../objects/ObjectLink';
import { More } from '../page/More';
import { Panel } from '../page/Panel';
import { RunState } from '../states/RunState';
import type { Column } from '../table/column';
import { DataTable } from '../table/DataTable';
import { TableSkeleton } from '../table/TableSkeleton';
import { LiveDot } from '../text/LiveDot';
import { useFormats } from '../text/useFormats';
import { usePeople } from '../text/usePeople';
import { Lasting } from './Lasting';
import { Starter } from './StartedBy';

const PAGE = 50;

/** The runs of a model, newest first. */
export function RunsTable({ model }: { model: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useInfiniteQuery({
    queryKey: ['workspaces', workspace, 'models', model, 'runs'],
    queryFn: ({ pageParam, signal }) =>
      listRuns(workspace, { model, limit: PAGE, cursor: pageParam }, { signal }),
    ...paged,
    ...followingFirstPage({ runs: true, models: true }),
  });
  const columns = useColumns();
  return (
    <Panel title={t('models.runs')} aside={<LiveDot query={query} />} flush>
      <Loaded query={query} skeleton={<TableSkeleton />}>
        {({ pages }) => {
          const runs = pages.flatMap(({ data }) => data);
          return runs.length === 0 ? (
            <Empty title={t('runs.none')}>{t('runs.noneDetail')}</Empty>
          ) : (
            <>
              <DataTable
                label={t('models.runs')}
                columns={columns}
                rows={runs}
                rowId={({ id }) => id}
              />
              <More query={query} />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function useColumns(): Column<Run>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  const { number } = usePeople();
  return useMemo(() => {
    const count = (id: 'read' | 'added' | 'changed' | 'removed'): Column<Run> => ({
      id,
      header: t(`runs.counts.${id}`),
      align: 'end',
      cell: ({ counts, approximate }) => number(counts[id], approximate?.[id]),
    });
    return [
      {
        id: 'queued',
        header: t('runs.queued'),
        cell: ({ id, queuedAt }) => <RunLink id={id} name={formats.moment(new Date(queuedAt))} />,
      },
      { id: 'state', header: t('list.state'), cell: ({ state }) => <RunState state={state} /> },
      count('read'),
      count('added'),
      count('changed'),
      count('removed'),
      {
        id: 'duration',
        header: t('runs.duration'),
        align: 'end',
        cell: ({ duration }) =>
          duration === null ? '–' : <Lasting milliseconds={millisecondsOf(duration)} />,
      },
      { id: 'by', header: t('runs.startedBy'), cell: (run) => <Starter run={run} /> },
    ];
  }, [t, formats, number]);
}
