import { useMemo } from 'react';
import type { MatchingQualityAt } from '@/api/generated/model';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import type { MatchingSettings } from '../suggestions/contract';
import classes from './matching.module.css';
import { suggestsAny } from './quality';

interface Props {
  thresholds: MatchingQualityAt[];
  settings: MatchingSettings;
}

/** What each threshold would have suggested of the pairs that were checked. */
export function Thresholds({ thresholds, settings }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { suggestFrom, mergeFrom } = settings;
  const columns = useMemo<Column<MatchingQualityAt>[]>(() => {
    const count = (id: 'found' | 'wrong' | 'missed'): Column<MatchingQualityAt> => ({
      id,
      header: t(`matching.quality.${id}`),
      align: 'end',
      cell: (row) => formats.number(row[id]),
    });
    return [
      {
        id: 'threshold',
        header: t('matching.quality.threshold'),
        cell: ({ threshold }) => (
          <>
            <strong>{formats.percent(threshold)}</strong>{' '}
            {threshold === suggestFrom && (
              <span className={classes.here}>{t('matching.quality.suggests')}</span>
            )}{' '}
            {threshold === mergeFrom && (
              <span className={classes.here}>{t('matching.quality.merges')}</span>
            )}
          </>
        ),
      },
      {
        id: 'precision',
        header: t('matching.quality.precision'),
        align: 'end',
        cell: (row) => (suggestsAny(row) ? formats.percent(row.precision) : '–'),
      },
      {
        id: 'recall',
        header: t('matching.quality.recall'),
        align: 'end',
        cell: ({ recall }) => formats.percent(recall),
      },
      count('found'),
      count('wrong'),
      count('missed'),
    ];
  }, [t, formats, suggestFrom, mergeFrom]);
  return (
    <div className={classes.thresholds}>
      <DataTable
        label={t('matching.quality.table')}
        columns={columns}
        rows={thresholds}
        rowId={({ threshold }) => String(threshold)}
      />
    </div>
  );
}
