import { Checkbox } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import { between } from './between';

/** The selected rows of a list. */
export interface Selection<T> {
  /** The selected ones of these rows. Rows that the list no longer shows do not count. */
  of: (rows: readonly T[]) => T[];
  set: (rows: readonly T[], selected: boolean) => void;
  /** The checkbox of a row; with Shift it selects all rows from the last one on. */
  before: (row: T, rows: readonly T[]) => ReactNode;
}

/** Rows that users select. The selection lives as long as the page. */
export function useSelection<T extends { name: string }>(idOf: (row: T) => string): Selection<T> {
  const { t } = useTranslation();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const mark = (changed: readonly string[], selected: boolean) =>
    setIds((before) => {
      const after = new Set(before);
      for (const id of changed) {
        if (selected) {
          after.add(id);
        } else {
          after.delete(id);
        }
      }
      return after;
    });
  return {
    of: (rows) => rows.filter((row) => ids.has(idOf(row))),
    set: (rows, selected) => mark(rows.map(idOf), selected),
    before: (row, rows) => (
      <Checkbox
        aria-label={t('bulk.select', { name: row.name })}
        checked={ids.has(idOf(row))}
        // With Shift, the browser would select the text between.
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        onChange={({ currentTarget, nativeEvent }) => {
          const id = idOf(row);
          const shift = 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true;
          const from = shift ? last.current : null;
          mark(between(rows.map(idOf), from, id), currentTarget.checked);
          last.current = id;
        }}
      />
    ),
  };
}
