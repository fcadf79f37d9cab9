import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ChangedRow } from '@/api/generated/model';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { Fields } from './Fields';

interface Props {
  query: UseQueryResult<ChangedRow[]>;
  /** How many rows differ in all. */
  found: number;
}

const CHANGES = ['added', 'changed', 'removed'] as const;

/** Some of the rows that differ from what was known, and in what. */
export function ChangedRows({ query, found }: Props) {
  const { t } = useTranslation();
  const columns = useMemo<Column<ChangedRow>[]>(
    () => [
      { id: 'key', header: t('runs.row'), cell: ({ key }) => <Fields fields={key} wide /> },
      {
        id: 'change',
        header: t('runs.change'),
        cell: ({ change }) => {
          const known = CHANGES.find((each) => each === change);
          return known ? t(`runs.changes.${known}`) : change;
        },
      },
      {
        id: 'values',
        header: t('runs.values'),
        cell: ({ change, key, row, changed }) => (
          <Fields
            fields={Object.fromEntries(
              Object.entries(row).filter(([column]) =>
                change === 'changed' ? changed.includes(column) : !(column in key),
              ),
            )}
          />
        ),
      },
    ],
    [t],
  );
  return (
    <Panel title={t('runs.samples')} aside={t('runs.samplesOf', { count: found })} flush>
      <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
        {(rows) =>
          rows.length === 0 ? (
            <Text p="md" c="dimmed">
              {t(found === 0 ? 'runs.nothingChanged' : 'runs.samplesGone')}
            </Text>
          ) : (
            <DataTable
              label={t('runs.samples')}
              columns={columns}
              rows={rows}
              rowId={({ change, key }) => `${change} ${rows.findIndex((row) => row.key === key)}`}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
