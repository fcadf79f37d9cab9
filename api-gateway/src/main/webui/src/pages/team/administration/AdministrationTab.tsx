import { Button, Group, Select, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { membersQuery } from '@/api/members';
import { Empty } from '@/components/feedback/Empty';
import { Forbidden } from '@/components/feedback/Forbidden';
import { Loaded } from '@/components/feedback/Loaded';
import { More } from '@/components/page/More';
import { Panel } from '@/components/page/Panel';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { actorChoices } from '../audit/actors';
import { administrationQuery } from '../queries';
import { CHOICES } from './operations';
import { useAdministrationColumns } from './useAdministrationColumns';

const FROM = '/w/$workspace/team';

/** Who changed how the workspace is set up, newest first; only admins see it. */
export function AdministrationTab() {
  const may = useMay('listAudit');
  return may.allowed ? (
    <Trail />
  ) : (
    <Panel>
      <Forbidden needs={may.needs} />
    </Panel>
  );
}

function Trail() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { actor, action } = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const members = useQuery(membersQuery(workspace)).data;
  const query = useInfiniteQuery(administrationQuery(workspace, { actor, action }));
  const columns = useAdministrationColumns(members);
  const entries = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const narrowed = actor !== undefined || action !== undefined;
  const set = (changed: { actor?: string | undefined; action?: string | undefined }) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...changed }), replace: true });
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('administration.lead')}
      </Text>
      <Group mb="sm" gap="sm" align="flex-end">
        <Select
          aria-label={t('administration.who')}
          placeholder={t('administration.anybody')}
          clearable
          searchable
          value={actor ?? null}
          data={actorChoices(members ?? [], actor, entries)}
          onChange={(id) => set({ actor: id ?? undefined })}
        />
        <Select
          aria-label={t('administration.action')}
          placeholder={t('administration.anything')}
          clearable
          value={action ?? null}
          data={CHOICES.map((value) => ({ value, label: t(`administration.only.${value}`) }))}
          onChange={(value) => set({ action: value ?? undefined })}
        />
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          href={exported(workspace, { actor, action })}
          download="administration.ndjson"
        >
          {t('administration.export')}
        </Button>
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
              <Empty title={t(narrowed ? 'administration.noneFits' : 'administration.none')}>
                {t(narrowed ? 'administration.noneFitsDetail' : 'administration.noneDetail')}
              </Empty>
            ) : (
              <>
                <DataTable
                  label={t('administration.tab')}
                  columns={columns}
                  rows={entries}
                  rowId={({ id }) => id}
                />
                <More query={query} />
              </>
            )}
          </Panel>
        )}
      </Loaded>
    </>
  );
}

function exported(workspace: string, of: Record<string, string | undefined>): string {
  const query = new URLSearchParams({ kind: 'administration' });
  for (const [name, value] of Object.entries(of)) {
    if (value !== undefined) {
      query.set(name, value);
    }
  }
  return `/api/v1/workspaces/${encodeURIComponent(workspace)}/audit/export?${query}`;
}
