import { Text, TextInput } from '@mantine/core';
import { IconSearch, IconTable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { tablesQuery } from '@/api/dataQueries';
import { Loaded } from '@/components/feedback/Loaded';
import { matches } from '@/components/filter/matches';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './TablePicker.module.css';

interface Props {
  connection: string;
  table: string;
  onChange: (table: string) => void;
}

const SEARCHED_FROM = 8;

/** The tables of a connection, found by name. */
export function TablePicker({ connection, table, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const query = useQuery(tablesQuery(useWorkspace(), connection));
  return (
    <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
      {(tables) => {
        const found = tables.filter((name) => matches(typed, name));
        return (
          <fieldset className={classes.tables}>
            <legend>{t('models.table')}</legend>
            {tables.length > SEARCHED_FROM && (
              <TextInput
                type="search"
                leftSection={<IconSearch size={16} aria-hidden />}
                aria-label={t('models.findTable')}
                placeholder={t('models.findTable')}
                value={typed}
                onChange={({ currentTarget }) => setTyped(currentTarget.value)}
              />
            )}
            <div className={classes.list}>
              {found.map((name) => (
                <label key={name} className={classes.table} data-chosen={name === table}>
                  <input
                    type="radio"
                    name="table"
                    value={name}
                    checked={name === table}
                    onChange={() => onChange(name)}
                  />
                  <IconTable size={16} aria-hidden />
                  <span className="mono">{name}</span>
                </label>
              ))}
            </div>
            {found.length === 0 && (
              <Text c="dimmed">
                {t(tables.length === 0 ? 'connections.noTables' : 'list.nothingFound')}
              </Text>
            )}
          </fieldset>
        );
      }}
    </Loaded>
  );
}
