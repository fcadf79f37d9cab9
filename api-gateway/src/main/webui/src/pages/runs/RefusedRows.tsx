import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RefusedRow, Run } from '@/api/generated/model';
import { isMasked } from '@/api/masked';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useFormats } from '@/components/text/useFormats';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import { Fields } from './Fields';

interface Props {
  query: UseQueryResult<RefusedRow[]>;
  run: Run;
}

const REASONS = ['key-missing', 'key-duplicate', 'row-too-large'] as const;

/** Some of the rows that were left out, and why. */
export function RefusedRows({ query, run }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const columns = useMemo<Column<RefusedRow>[]>(
    () => [
      {
        id: 'key',
        header: t('runs.row'),
        cell: ({ key }) =>
          isMasked(key) || typeof key !== 'object' || key === null ? (
            <Value value={key} />
          ) : (
            <Fields fields={key as Record<string, unknown>} />
          ),
      },
      {
        id: 'reason',
        header: t('runs.why'),
        cell: ({ reason }) => {
          const known = REASONS.find((each) => each === reason);
          return known ? t(`runs.reasons.${known}`) : reason;
        },
      },
      {
        id: 'occurrences',
        header: t('runs.occurrences'),
        align: 'end',
        cell: ({ occurrences }) => formats.number(occurrences),
      },
    ],
    [t, formats],
  );
  return (
    <Panel
      title={t('runs.refused')}
      aside={t('runs.samplesOf', { count: run.counts.refused })}
      flush
    >
      <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
        {(rows) => (
          <DataTable
            label={t('runs.refused')}
            columns={columns}
            rows={rows}
            rowId={(row) => String(rows.indexOf(row))}
          />
        )}
      </Loaded>
    </Panel>
  );
}
