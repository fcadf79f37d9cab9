import { Group, Select, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CatalogueEvent, CatalogueTrait } from '@/api/generated/model';
import { SearchBox } from '@/components/filter/SearchBox';
import { Panel } from '@/components/page/Panel';
import type { Bulk, Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { useTranslation } from '@/texts/useTranslation';
import { AsOf } from './AsOf';

interface Props<T> {
  label: string;
  all: { data: T[]; asOf: string; estimated: boolean; more: boolean };
  found: T[];
  columns: readonly Column<T>[];
  rowId: (row: T) => string;
  filters: readonly Filter[];
  empty: ReactNode;
  bulk?: Bulk<T> | undefined;
}

interface Filter {
  /** What it is called in the address. */
  name: 'type' | 'call' | 'classification';
  label: string;
  any: string;
  options: { value: string; label: string }[];
}

/** The words of one kind: searched by name and filtered, both kept in the address. */
export function Entries<T extends CatalogueEvent | CatalogueTrait>({
  label,
  all,
  found,
  columns,
  rowId,
  filters,
  empty,
  bulk,
}: Props<T>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ from: '/w/$workspace/dictionary' });
  if (all.data.length === 0) {
    return <Panel>{empty}</Panel>;
  }
  return (
    <>
      <Group mb="sm" gap="sm">
        <SearchBox label={t('list.search')} />
        {filters.map(({ name, label, any, options }) => (
          <Select
            key={name}
            aria-label={label}
            placeholder={any}
            clearable
            value={search[name] ?? null}
            data={options}
            onChange={(value) =>
              void navigate({
                to: '.',
                search: (before) => ({ ...before, [name]: value ?? undefined }),
                replace: true,
              })
            }
          />
        ))}
        <Text c="dimmed" fz="sm" role="status">
          {found.length < all.data.length
            ? t('list.found', { count: found.length, of: all.data.length })
            : t('list.count', { count: all.data.length })}
        </Text>
      </Group>
      <Panel flush>
        {found.length === 0 ? (
          <Text p="md" c="dimmed">
            {t('list.nothingFound')}
          </Text>
        ) : (
          <DataTable label={label} columns={columns} rows={found} rowId={rowId} bulk={bulk} />
        )}
      </Panel>
      <AsOf {...all} rounded={all.data.some((each) => 'approximate' in each && each.approximate)} />
    </>
  );
}
