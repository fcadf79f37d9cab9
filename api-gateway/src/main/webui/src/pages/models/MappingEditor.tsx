import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import type { Column, Mapping } from '@/api/generated/model';
import { roles } from '@/components/table/roles';
import { usePurposes } from '@/features/purposes/usePurposes';
import { useTranslation } from '@/texts/useTranslation';
import classes from './MappingEditor.module.css';
import { MappingRow } from './MappingRow';
import { observe } from './mapping';

interface Props {
  columns: readonly Column[];
  /** A row, to see what stands in the columns; none where rows cannot be shown. */
  sample: Readonly<Record<string, unknown>> | undefined;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
  /** What is wrong with what a part of the mapping says of a column. */
  errorOf: (part: string, column: string) => string | undefined;
}

/** What each column says of a person: who it is, and what is kept of them. */
export function MappingEditor({ columns, sample, mapping, onChange, errorOf }: Props) {
  const { t } = useTranslation();
  const purposesId = useId();
  const purposes = usePurposes();
  const times = columns.filter(({ type }) => type === 'timestamp' || type === 'date');
  return (
    <>
      <table {...roles.table} className={classes.mapping} aria-label={t('models.steps.mapping')}>
        <thead {...roles.group}>
          <tr {...roles.row}>
            <th {...roles.columnHeader}>{t('models.column')}</th>
            <th {...roles.columnHeader}>{t('models.mapping.names')}</th>
            <th {...roles.columnHeader}>{t('models.mapping.kept')}</th>
            <th {...roles.columnHeader}>{t('models.mapping.keptName')}</th>
          </tr>
        </thead>
        <tbody {...roles.group}>
          {columns.map((column) => (
            <MappingRow
              key={column.name}
              column={column}
              sample={sample}
              mapping={mapping}
              onChange={onChange}
              errorOf={errorOf}
              purposesId={purposesId}
            />
          ))}
        </tbody>
      </table>
      <datalist id={purposesId}>
        {purposes.map((purpose) => (
          <option key={purpose} value={purpose} />
        ))}
      </datalist>
      <NativeSelect
        mt="md"
        maw={420}
        label={t('models.mapping.observedAt')}
        description={t('models.mapping.observedAtHelp')}
        value={mapping.observedAt ?? ''}
        error={errorOf('observedAt', '')}
        data={[
          { value: '', label: t('models.mapping.whenRead') },
          ...times.map(({ name }) => name),
        ]}
        onChange={({ currentTarget }) => onChange(observe(mapping, currentTarget.value))}
      />
    </>
  );
}
