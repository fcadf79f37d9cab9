import { Group, Select, Text } from '@mantine/core';
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
import { PersonFilter } from '@/features/people/PersonFilter';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { auditQuery } from '../queries';
import { actorChoices } from './actors';
import { useAuditColumns } from './useAuditColumns';

const FROM = '/w/$workspace/team';

/** Who was shown personal data of whom, newest first; only admins see it. */
export function AuditTab() {
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
  const { profile, actor } = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const members = useQuery(membersQuery(workspace)).data;
  const query = useInfiniteQuery(auditQuery(workspace, { profile, actor }));
  const columns = useAuditColumns(members);
  const entries = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const narrowed = profile !== undefined || actor !== undefined;
  const set = (changed: { profile?: string | undefined; actor?: string | undefined }) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...changed }), replace: true });
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('audit.lead')}
      </Text>
      <Group mb="sm" gap="sm" align="flex-end">
        <Select
          aria-label={t('audit.who')}
          placeholder={t('audit.anybody')}
          clearable
          searchable
          value={actor ?? null}
          data={actorChoices(members ?? [], actor, entries)}
          onChange={(id) => set({ actor: id ?? undefined })}
        />
        <PersonFilter person={profile} onChange={(found) => set({ profile: found })} />
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
              <Empty title={t(narrowed ? 'audit.noneFits' : 'audit.none')}>
                {t(narrowed ? 'audit.noneFitsDetail' : 'audit.noneDetail')}
              </Empty>
            ) : (
              <>
                <DataTable
                  label={t('audit.tab')}
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
