import { Group, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Everything } from '@/api/everyPage';
import type { OperationId } from '@/api/may';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { Empty } from '../feedback/Empty';
import { Loaded } from '../feedback/Loaded';
import { matches } from '../filter/matches';
import { SearchBox } from '../filter/SearchBox';
import { ButtonLink } from '../links';
import type { Bulk, Column } from '../table/column';
import { DataTable } from '../table/DataTable';
import { TableSkeleton } from '../table/TableSkeleton';
import { Page } from './Page';
import { Panel } from './Panel';

interface NamedObject {
  id: string;
  key: string;
  name: string;
}

interface Props<T extends NamedObject> {
  of: 'audiences' | 'connections' | 'destinations' | 'models' | 'sources' | 'syncs';
  create: { operation: OperationId; label: string };
  query: UseQueryResult<Everything<T>>;
  columns: readonly Column<T>[];
  /** Filters beside the search by name; which rows they keep, and whether they are set. */
  narrow?: {
    filters: (all: readonly T[]) => ReactNode;
    keeps: (row: T) => boolean;
    set: boolean;
  };
  /** What the reader must know of the figures in these rows. */
  note?: (rows: readonly T[]) => ReactNode;
  bulk?: Bulk<T> | undefined;
}

/** Everything of one kind that people define: found by name, sorted by any column; one more is made from here. */
export function ListPage<T extends NamedObject>({
  of,
  create,
  query,
  columns,
  narrow,
  note,
  bulk,
}: Props<T>) {
  const { t } = useTranslation();
  const { q } = useSearch({ strict: false });
  const workspace = useWorkspace();
  const may = useMay(create.operation);
  const title = t(`nav.${of}`);
  const action = may.allowed && (
    <ButtonLink to={`/w/$workspace/${of}/new`} params={{ workspace }}>
      {create.label}
    </ButtonLink>
  );
  return (
    <Page title={title} lead={t(`${of}.lead`)} actions={action}>
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
            return (
              <Panel>
                <Empty title={t(`${of}.empty`)} action={action}>
                  {t(`${of}.emptyDetail`)}
                  {!may.allowed && may.needs && (
                    <div>{t('role.needed', { role: t(`roles.${may.needs}`) })}</div>
                  )}
                </Empty>
              </Panel>
            );
          }
          const found = data.filter(
            (row) => matches(q, row.name, row.key) && (narrow?.keeps(row) ?? true),
          );
          return (
            <>
              <Group mb="sm" gap="sm">
                <SearchBox label={t('list.search')} />
                {narrow?.filters(data)}
                <Text c="dimmed" fz="sm" role="status">
                  {q || narrow?.set
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
                  <DataTable
                    label={title}
                    columns={columns}
                    rows={found}
                    rowId={({ id }) => id}
                    bulk={bulk}
                  />
                )}
              </Panel>
              {note?.(found)}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
