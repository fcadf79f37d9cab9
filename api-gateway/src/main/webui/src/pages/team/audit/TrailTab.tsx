import { Group, Select, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import type { AuditEntry, Member } from '@/api/generated/model';
import { Empty } from '@/components/feedback/Empty';
import { Forbidden } from '@/components/feedback/Forbidden';
import { Loaded } from '@/components/feedback/Loaded';
import { More } from '@/components/page/More';
import { Panel } from '@/components/page/Panel';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import { actorChoices } from './actors';

const FROM = '/w/$workspace/team';

interface Filters {
  actor?: string | undefined;
  action?: string | undefined;
  object?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  profile?: string | undefined;
}

/** The filters of the audit trail, which the address of the page contains. */
export function useTrailFilters() {
  const filters = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const set = (changed: Filters) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...changed }), replace: true });
  return { filters, set };
}

/** A tab with entries of the audit trail; only admins see it. */
export function TrailTab({ children }: { children: ReactNode }) {
  const may = useMay('listAudit');
  return may.allowed ? (
    children
  ) : (
    <Panel>
      <Forbidden needs={may.needs} />
    </Panel>
  );
}

interface ActorProps {
  label: string;
  placeholder: string;
  members: readonly Member[] | undefined;
  actor: string | undefined;
  entries: readonly AuditEntry[];
  onChange: (actor: string | undefined) => void;
}

/** The filter by the user or API client of an entry. */
export function ActorFilter({ label, placeholder, members, actor, entries, onChange }: ActorProps) {
  const { t } = useTranslation();
  return (
    <Select
      aria-label={label}
      placeholder={placeholder}
      clearable
      searchable
      value={actor ?? null}
      data={actorChoices(members ?? [], actor, entries, t)}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}

type Query = ComponentProps<typeof Loaded<unknown>>['query'] & ComponentProps<typeof More>['query'];

interface Props {
  label: string;
  lead: string;
  filter: ReactNode;
  query: Query;
  columns: readonly Column<AuditEntry>[];
  entries: AuditEntry[];
  /** What the panel says if there is no entry. */
  empty: { title: string; detail: string };
}

/** The entries that fit the filter, newest first. */
export function TrailEntries({ label, lead, filter, query, columns, entries, empty }: Props) {
  return (
    <>
      <Text c="dimmed" mb="sm">
        {lead}
      </Text>
      <Group mb="sm" gap="sm" align="flex-end">
        {filter}
      </Group>
      <Loaded
        query={query}
        skeleton={
          <Panel flush>
            <TableSkeleton rows={8} />
          </Panel>
        }
      >
        {() => (
          <Panel flush>
            {entries.length === 0 ? (
              <Empty title={empty.title}>{empty.detail}</Empty>
            ) : (
              <>
                <DataTable label={label} columns={columns} rows={entries} rowId={({ id }) => id} />
                <More query={query} />
              </>
            )}
          </Panel>
        )}
      </Loaded>
    </>
  );
}
