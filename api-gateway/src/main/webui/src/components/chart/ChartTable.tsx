import { Box } from '@mantine/core';
import { useState } from 'react';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import frame from './ChartFrame.module.css';
import type { Series, Slot, Span } from './slots';
import classes from './TimeChart.module.css';

interface Props {
  label: string;
  series: readonly Series[];
  slots: readonly Slot[];
  unknown: readonly Span[];
}

/** All values of a chart, the newest first; its rows are made when it is opened. */
export function ChartTable({ label, series, slots, unknown }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <details
      className={frame.folded}
      onToggle={({ currentTarget }) => setOpened(currentTarget.open)}
    >
      <summary>{t('chart.table')}</summary>
      {opened && (
        <Box className={classes.scroll} role="group" aria-label={label} tabIndex={0}>
          <table className={frame.table}>
            <thead>
              <tr>
                <th scope="col">{t('chart.when')}</th>
                {series.map(({ id, name }) => (
                  <th key={id} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {newestFirst(slots, unknown).map((row) => (
                <Row key={row.from} row={row} columns={series.length} />
              ))}
            </tbody>
          </table>
        </Box>
      )}
    </details>
  );
}

function Row({ row, columns }: { row: Slot | Span; columns: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const values = 'values' in row ? row.values.map(formats.number) : undefined;
  return (
    <tr>
      <th scope="row">{formats.range(row.from, row.to)}</th>
      {Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other name here
        <td key={column}>{values ? values[column] : t('chart.unknown')}</td>
      ))}
    </tr>
  );
}

function newestFirst(slots: readonly Slot[], unknown: readonly Span[]): (Slot | Span)[] {
  return [...slots, ...unknown].sort((one, other) => other.from - one.from);
}
