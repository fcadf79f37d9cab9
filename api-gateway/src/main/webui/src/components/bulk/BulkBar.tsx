import { Checkbox, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Bulk.module.css';
import type { Selection } from './useSelection';

interface Props<T> {
  selection: Selection<T>;
  /** The rows that the list shows. */
  rows: readonly T[];
  /** What a user may do with the selected rows. */
  children: ReactNode;
}

/** Selects all rows of a list. The actions appear when some are selected. */
export function BulkBar<T>({ selection, rows, children }: Props<T>) {
  const { t } = useTranslation();
  const count = selection.of(rows).length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not lay out as a line
    <div className={classes.bar} role="group" aria-label={t('bulk.actions')}>
      <Checkbox
        label={t('bulk.selectAll')}
        checked={count > 0 && count === rows.length}
        indeterminate={count > 0 && count < rows.length}
        onChange={({ currentTarget }) => selection.set(rows, currentTarget.checked)}
      />
      <Text fz="sm" c="dimmed" role="status">
        {count > 0 && t('bulk.selected', { count })}
      </Text>
      {count > 0 && children}
    </div>
  );
}
