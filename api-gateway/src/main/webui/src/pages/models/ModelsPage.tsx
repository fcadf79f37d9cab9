import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { modelsQuery } from '@/api/dataQueries';
import type { Model } from '@/api/generated/model';
import { syncsQuery } from '@/api/queries';
import { ModelLink } from '@/components/objects/ObjectLink';
import { useConnectionNames } from '@/components/objects/useNames';
import { ListPage } from '@/components/page/ListPage';
import type { Column } from '@/components/table/column';
import { InlineValue } from '@/components/text/InlineValue';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { usePeople } from '@/components/text/usePeople';
import { tagsColumn } from '@/features/filing/tagsColumn';
import { useFilingFilter } from '@/features/filing/useFilingFilter';
import { PERSON } from '@/features/models/entity';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { ModelState } from './ModelState';
import { roundedRows, rowsOfSnapshot } from './rows';
import { ScheduleWords } from './ScheduleWords';
import { syncsOf } from './syncsOf';

export function ModelsPage() {
  const { t } = useTranslation();
  return (
    <ListPage
      of="models"
      create={{ operation: 'createModel', label: t('models.add') }}
      query={useQuery(modelsQuery(useWorkspace()))}
      columns={useColumns()}
      narrow={useFilingFilter('/w/$workspace/models')}
    />
  );
}

function useColumns(): Column<Model>[] {
  const { t } = useTranslation();
  const { number } = usePeople();
  const formats = useFormats();
  const connectionName = useConnectionNames();
  const syncs = useQuery(syncsQuery(useWorkspace()));
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('list.name'),
        sort: ({ name }) => name,
        cell: ({ id, name }) => <ModelLink id={id} name={name} />,
      },
      tagsColumn(t),
      {
        id: 'state',
        header: t('models.lastRun'),
        sort: ({ lastRun }) => lastRun?.state ?? '',
        cell: (model) => <ModelState model={model} />,
      },
      {
        id: 'entity',
        header: t('models.eachRow'),
        sort: ({ entity }) => entity,
        cell: ({ entity }) => (entity === PERSON ? t('models.onePerson') : entity),
      },
      {
        id: 'rows',
        header: t('models.rows'),
        align: 'end',
        sort: ({ lastSuccess }) => rowsOfSnapshot(lastSuccess) ?? -1,
        cell: ({ lastSuccess }) => {
          const rows = rowsOfSnapshot(lastSuccess);
          return rows === null ? '–' : number(rows, roundedRows(lastSuccess));
        },
      },
      {
        id: 'fresh',
        header: t('models.asOf'),
        sort: ({ lastSuccess }) => lastSuccess?.startedAt ?? '',
        cell: ({ lastSuccess }) =>
          lastSuccess?.startedAt ? (
            <Time at={lastSuccess.startedAt} clock="business" />
          ) : (
            t('connections.never')
          ),
      },
      {
        id: 'schedule',
        header: t('models.schedule.label'),
        cell: ({ schedule, paused }) =>
          paused ? t('models.paused') : <ScheduleWords schedule={schedule} />,
      },
      {
        id: 'connection',
        names: true,
        header: t('models.connection'),
        sort: ({ warehouse }) => connectionName(warehouse),
        cell: ({ warehouse }) => connectionName(warehouse),
      },
      {
        id: 'syncs',
        header: t('nav.syncs'),
        align: 'end',
        cell: (model) => (
          <InlineValue query={syncs}>
            {({ data }) => formats.number(syncsOf(model, data).length)}
          </InlineValue>
        ),
      },
    ],
    [t, formats, number, connectionName, syncs],
  );
}
