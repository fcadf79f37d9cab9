import { Button, Select } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { AuditEntry } from '@/api/generated/model';
import { membersQuery } from '@/api/members';
import { type TFunction, useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import { ActorFilter, TrailEntries, TrailTab, useTrailFilters } from '../audit/TrailTab';
import { administrationQuery } from '../queries';
import { Day } from './Day';
import { daysAsTimes } from './days';
import { ACTIONS, KINDS, NAME, OUTCOMES } from './operations';
import { useAdministrationColumns } from './useAdministrationColumns';

const AREAS = Object.keys(ACTIONS) as (keyof typeof ACTIONS)[];

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
  const { workspace, timezone } = useHere();
  const { filters, set } = useTrailFilters();
  const { actor, action, object, from, to } = filters;
  const members = useQuery(membersQuery(workspace));
  const wanted = { actor, action, object, ...daysAsTimes(from, to, timezone) };
  const query = useInfiniteQuery(administrationQuery(workspace, wanted));
  const columns = useAdministrationColumns(members);
  const entries = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const narrowed = [actor, action, object, from, to].some((each) => each !== undefined);
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
            aria-label={t('administration.kind')}
            placeholder={t('administration.anyKind')}
            clearable
            searchable
            value={object ?? null}
            data={kindChoices(object, entries, t)}
            onChange={(value) => set({ object: value ?? undefined })}
          />
          <Select
            aria-label={t('administration.action')}
            placeholder={t('administration.anything')}
            clearable
            searchable
            value={action ?? null}
            data={actionChoices(t)}
            onChange={(value) => set({ action: value ?? undefined })}
          />
          <Day
            label={t('administration.fromDay')}
            day={from}
            onChange={(day) => set({ from: day })}
          />
          <Day label={t('administration.toDay')} day={to} onChange={(day) => set({ to: day })} />
          <Button
            component="a"
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            href={exported(workspace, wanted)}
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

/** The kinds, and the object that the address has by its id, with its name if an entry has one. */
function kindChoices(object: string | undefined, entries: readonly AuditEntry[], t: TFunction) {
  const kinds = KINDS.map((value) => ({
    value: value as string,
    label: t(`administration.kinds.${value}`),
  }));
  return object === undefined || kinds.some(({ value }) => value === object)
    ? kinds
    : [...kinds, { value: object, label: nameIn(entries, object) ?? object }];
}

/** The newest name of an object that the entries are about. */
function nameIn(entries: readonly AuditEntry[], object: string): string | undefined {
  const named = entries.find(
    ({ administration }) => administration?.object === object && administration.name,
  );
  return named?.administration?.name ?? undefined;
}

/** The outcomes, and the operations of each area in the words of their entries. */
function actionChoices(t: TFunction) {
  return [
    {
      group: t('administration.outcomes'),
      items: OUTCOMES.map((value) => ({ value, label: t(`administration.only.${value}`) })),
    },
    ...AREAS.map((area) => ({
      group: t(`administration.areas.${area}`),
      items: ACTIONS[area].map((value) => ({
        value: value as string,
        label: t(`administration.did.${value}`, { name: NAME }),
      })),
    })),
  ];
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
