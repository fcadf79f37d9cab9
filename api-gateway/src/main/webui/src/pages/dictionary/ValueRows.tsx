import { useMemo } from 'react';
import type { CatalogueValue, CatalogueValues } from '@/api/generated/model';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { useFormats } from '@/components/text/useFormats';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';

/** Values, with how many people or events have each. */
export function ValueRows({ values }: { values: CatalogueValues }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('dictionary.values')}
      columns={useColumns(values)}
      rows={values.data}
      rowId={({ value }) => JSON.stringify(value)}
    />
  );
}

function useColumns({ data, estimated }: CatalogueValues): Column<CatalogueValue>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  const ofPeople = data[0]?.people !== undefined;
  return useMemo(
    () => [
      {
        id: 'value',
        header: t('dictionary.value'),
        cell: ({ value }) => <Value value={value} />,
      },
      {
        id: 'count',
        header: t(ofPeople ? 'dictionary.people' : 'dictionary.times'),
        align: 'end',
        cell: ({ people, events }) =>
          `${estimated ? '≈ ' : ''}${formats.number(people ?? events ?? 0)}`,
      },
    ],
    [t, formats, ofPeople, estimated],
  );
}
