import { Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { WarehouseCatalogue } from '@/api/generated/model';
import { Loaded } from '@/components/feedback/Loaded';
import { matches } from '@/components/filter/matches';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { TableEntry } from './TableEntry';
import classes from './tables.module.css';

interface Props {
  query: UseQueryResult<WarehouseCatalogue>;
  onInsert: (name: string) => void;
}

const SEARCHED_FROM = 8;

/** The tables that a query can read, with their columns and types. A click inserts a name. */
export function TableList({ query, onInsert }: Props) {
  const { t } = useTranslation();
  return (
    <section className={classes.panel} aria-label={t('models.editor.tables')}>
      <Text fw={600} fz="sm">
        {t('models.editor.tables')}
      </Text>
      <Loaded query={query} skeleton={<TableSkeleton rows={4} />}>
        {(catalogue) => <Entries catalogue={catalogue} onInsert={onInsert} />}
      </Loaded>
    </section>
  );
}

function Entries({
  catalogue: { tables, more },
  onInsert,
}: {
  catalogue: WarehouseCatalogue;
  onInsert: (name: string) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = tables.filter(
    ({ name, columns }) =>
      matches(typed, name) || columns.some((column) => matches(typed, column.name)),
  );
  if (tables.length === 0) {
    return <Text c="dimmed">{t('connections.noTables')}</Text>;
  }
  return (
    <>
      {tables.length > SEARCHED_FROM && (
        <TextInput
          type="search"
          size="xs"
          leftSection={<IconSearch size={14} aria-hidden />}
          aria-label={t('models.editor.find')}
          placeholder={t('models.editor.find')}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      )}
      <ul className={classes.tables}>
        {found.map((table) => (
          <TableEntry
            key={table.name}
            table={table}
            startsOpened={tables.length === 1}
            onInsert={onInsert}
          />
        ))}
      </ul>
      {found.length === 0 && <Text c="dimmed">{t('list.nothingFound')}</Text>}
      {more && (
        <Text fz="sm" c="dimmed">
          {t('models.editor.more')}
        </Text>
      )}
    </>
  );
}
