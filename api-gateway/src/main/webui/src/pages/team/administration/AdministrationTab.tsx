import { Button, Select } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { membersQuery } from '@/api/members';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { ActorFilter, TrailEntries, TrailTab, useTrailFilters } from '../audit/TrailTab';
import { administrationQuery } from '../queries';
import { CHOICES } from './operations';
import { useAdministrationColumns } from './useAdministrationColumns';

/** Who changed how the workspace is set up. */
export function AdministrationTab() {
  return (
    <TrailTab>
      <Settings />
    </TrailTab>
  );
}

function Settings() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const {
    filters: { actor, action },
    set,
  } = useTrailFilters();
  const members = useQuery(membersQuery(workspace));
  const query = useInfiniteQuery(administrationQuery(workspace, { actor, action }));
  const columns = useAdministrationColumns(members);
  const entries = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const narrowed = actor !== undefined || action !== undefined;
  return (
    <TrailEntries
      label={t('administration.tab')}
      lead={t('administration.lead')}
      filter={
        <>
          <ActorFilter
            label={t('administration.who')}
            placeholder={t('administration.anybody')}
            members={members.data}
            actor={actor}
            entries={entries}
            onChange={(changed) => set({ actor: changed })}
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
        </>
      }
      query={query}
      columns={columns}
      entries={entries}
      empty={{
        title: t(narrowed ? 'administration.noneFits' : 'administration.none'),
        detail: t(narrowed ? 'administration.noneFitsDetail' : 'administration.noneDetail'),
      }}
    />
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
