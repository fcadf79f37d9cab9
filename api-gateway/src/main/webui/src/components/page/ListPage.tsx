import { Group, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Everything } from '@/api/everyPage';
import { Loaded } from '../feedback/Loaded';
import { matches } from '../filter/matches';
import { SearchBox } from '../filter/SearchBox';
import { type Column, DataTable } from '../table/DataTable';
import { TableSkeleton } from '../table/TableSkeleton';
import { Page } from './Page';
import { Panel } from './Panel';

interface Named {
  id: string;
  key: string;
  name: string;
}

interface Props<T extends Named> {
  title: string;
  lead: string;
  actions?: ReactNode;
  query: UseQueryResult<Everything<T>>;
  columns: readonly Column<T>[];
  /** What stands there while there is none. */
  empty: ReactNode;
}

/** Everything of one kind in the workspace: found by name, sorted by any column. */
export function ListPage<T extends Named>({
  title,
  lead,
  actions,
  query,
  columns,
  empty,
}: Props<T>) {
  const { t } = useTranslation();
  const { q } = useSearch({ strict: false });
  return (
    <Page title={title} lead={lead} actions={actions}>
      <Loaded
        query={query}
        skeleton={
          <Panel flush>
            <TableSkeleton />
          </Panel>
        }
      >
        {({ data, complete }) => {
          if (data.length === 0) {
            return <Panel>{empty}</Panel>;
          }
          const found = data.filter(({ name, key }) => matches(q, name, key));
          return (
            <>
              <Group mb="sm" gap="sm">
                <SearchBox label={t('list.search')} />
                <Text c="dimmed" fz="sm" role="status">
                  {q
                    ? t('list.found', { count: found.length, of: data.length })
                    : t('list.count', { count: data.length })}
                  {!complete && ` · ${t('list.incomplete')}`}
                </Text>
              </Group>
              <Panel flush>
                {found.length === 0 ? (
                  <Text p="md" c="dimmed">
                    {t('list.nothingFound')}
                  </Text>
                ) : (
                  <DataTable label={title} columns={columns} rows={found} rowId={({ id }) => id} />
                )}
              </Panel>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
