import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { FieldMapping, Sync } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { useTranslation } from '@/texts/useTranslation';
import { ValueSourceName } from './ValueSourceName';

interface Row extends FieldMapping {
  match: boolean;
}

/** Which field of the destination gets what. */
export function MappingTab({ sync }: { sync: Sync }) {
  const { t } = useTranslation();
  const rows: Row[] = [
    ...(sync.match ? [{ ...sync.match, match: true }] : []),
    ...sync.mapping.map((field) => ({ ...field, match: false })),
  ];
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        id: 'field',
        header: t('syncs.field'),
        cell: ({ field, match }) => (
          <>
            <span className="mono">{field}</span>{' '}
            {match && (
              <Text span fz="sm" c="dimmed">
                {t('syncs.match')}
              </Text>
            )}
          </>
        ),
      },
      { id: 'from', header: t('syncs.gets'), cell: ({ from }) => <ValueSourceName from={from} /> },
    ],
    [t],
  );
  return (
    <Panel title={t('syncs.mapping')} flush>
      {rows.length > 0 && (
        <DataTable
          label={t('syncs.mapping')}
          columns={columns}
          rows={rows}
          rowId={({ field, match }) => `${match} ${field}`}
        />
      )}
      {sync.mapping.length === 0 && (
        <Text p="md" c="dimmed">
          {t('syncs.everything')}
        </Text>
      )}
    </Panel>
  );
}
