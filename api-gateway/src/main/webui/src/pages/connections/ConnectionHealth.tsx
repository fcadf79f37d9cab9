import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { tablesQuery } from '@/api/dataQueries';
import type { Model, Warehouse } from '@/api/generated/model';
import { Loaded } from '@/components/feedback/Loaded';
import { WarehouseWords } from '@/components/feedback/WarehouseWords';
import { ModelLink } from '@/components/objects/ObjectLink';
import { Columns } from '@/components/page/Columns';
import { Facts } from '@/components/page/Facts';
import { Panel } from '@/components/page/Panel';
import { RunState } from '@/components/states/RunState';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { CopyText } from '@/components/text/CopyText';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { draftOf, unsafe } from './connectionDraft';
import { newestRead } from './usedBy';

interface Props {
  connection: Warehouse;
  models: Model[] | undefined;
}

/** Whether it works, what is in it and who reads it. */
export function ConnectionHealth({ connection, models = [] }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { lastTest } = connection;
  const danger = unsafe(draftOf(connection.connection));
  const read = newestRead(models, connection.id);
  return (
    <Columns
      main={
        <>
          {danger && (
            <Alert color="red" role="note" title={t('connections.unsafe')}>
              {t(`connections.${danger}`)}
            </Alert>
          )}
          {lastTest?.failure && (
            <Panel title={t('connections.whatIsWrong')}>
              <WarehouseWords {...lastTest.failure} />
            </Panel>
          )}
          <Panel title={t('connections.usedBy')} aside={formats.number(models.length)}>
            {models.length === 0 ? (
              <Text c="dimmed">{t('connections.unused')}</Text>
            ) : (
              <ul className="plain-list">
                {models.map(({ id, name, lastRun }) => (
                  <li key={id}>
                    <ModelLink id={id} name={name} />
                    {lastRun ? <RunState state={lastRun.state} /> : t('models.neverRun')}
                  </li>
                ))}
              </ul>
            )}
          </Panel>
          <Tables connection={connection} />
        </>
      }
      side={
        <Panel title={t('object.about')}>
          <Facts
            facts={[
              {
                label: t('connections.lastTest'),
                value: lastTest ? <Time at={lastTest.at} clock="wall" /> : t('connections.never'),
              },
              {
                label: t('connections.lastRead'),
                value: read ? <Time at={read} clock="business" /> : t('connections.never'),
              },
              { label: t('object.key'), value: <CopyText value={connection.key} /> },
              { label: t('object.id'), value: <CopyText value={connection.id} /> },
              {
                label: t('object.created'),
                value: <Time at={connection.createdAt} clock="wall" />,
              },
              {
                label: t('object.changed'),
                value: <Time at={connection.updatedAt} clock="wall" />,
              },
            ]}
          />
        </Panel>
      }
    />
  );
}

function Tables({ connection }: { connection: Warehouse }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay('listTables').allowed;
  const query = useQuery({
    ...tablesQuery(useWorkspace(), connection.id),
    enabled: may && !connection.lastTest?.failure,
  });
  if (!may || connection.lastTest?.failure) {
    return null;
  }
  return (
    <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
      {(tables) => (
        <Panel title={t('connections.tables')} aside={formats.number(tables.length)}>
          {tables.length === 0 ? (
            <Text c="dimmed">{t('connections.noTables')}</Text>
          ) : (
            <ul className="plain-list">
              {tables.map((table) => (
                <li key={table} className="mono">
                  {table}
                </li>
              ))}
            </ul>
          )}
        </Panel>
      )}
    </Loaded>
  );
}
