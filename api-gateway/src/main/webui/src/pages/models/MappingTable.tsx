import { useMemo } from 'react';
import type { Model, Column as ModelColumn } from '@/api/generated/model';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { useTranslation } from '@/texts/useTranslation';
import { keptOf } from './mapping';

/** The mapping as it is, for who may not change it. */
export function MappingTable({ model }: { model: Model }) {
  const { t } = useTranslation();
  const columns = useMemo<Column<ModelColumn>[]>(
    () => [
      {
        id: 'column',
        header: t('models.column'),
        cell: ({ name }) => <span className="mono">{name}</span>,
      },
      { id: 'type', header: t('models.type'), cell: ({ type }) => t(`models.types.${type}`) },
      {
        id: 'names',
        header: t('models.mapping.names'),
        cell: ({ name }) => model.mapping.identifiers[name] ?? t('models.mapping.nobody'),
      },
      {
        id: 'kept',
        header: t('models.mapping.kept'),
        cell: ({ name }) => {
          const kept = keptOf(model.mapping, name);
          return kept
            ? `${t(`models.mapping.${kept.part}`)}: ${kept.target}`
            : t('models.mapping.notKept');
        },
      },
    ],
    [t, model],
  );
  return (
    <DataTable
      label={t('models.steps.mapping')}
      columns={columns}
      rows={model.columns}
      rowId={({ name }) => name}
    />
  );
}
