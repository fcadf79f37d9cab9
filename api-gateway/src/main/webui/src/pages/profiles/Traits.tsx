import { Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { following } from '@/api/changes/following';
import type { TraitOfProfile } from '@/api/generated/model';
import { listTraitsOfProfile } from '@/api/generated/operations';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { humanNames } from '@/components/text/humanName';
import { PendingMark } from '@/features/pending/PendingMark';
import { usePendingChanges } from '@/features/pending/usePending';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { AddTrait } from './AddTrait';
import { BackToDelivery } from './BackToDelivery';
import { CorrectButton, CorrectTrait } from './CorrectTrait';
import { EmptyTrait } from './EmptyTrait';
import { OriginName } from './OriginName';
import { ProfileTrait } from './ProfileTrait';
import { type TraitRow, traitRows } from './pendingTraits';
import { StatementTime } from './StatementTime';
import { WithdrawCorrection } from './WithdrawCorrection';

/** The traits of a person: the value that holds, its origin and time, and other values. */
export function Traits({ profile }: { profile: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'traits'],
    queryFn: async ({ signal }) => (await listTraitsOfProfile(workspace, profile, { signal })).data,
    ...following({ profiles: profile }),
  });
  const pending = usePendingChanges(profile);
  const nameOf = useMemo(
    () => humanNames((query.data ?? []).map(({ trait }) => trait)),
    [query.data],
  );
  const columns = useMemo<Column<TraitRow>[]>(
    () => [
      {
        id: 'trait',
        header: t('profiles.trait'),
        sort: ({ name }) => nameOf(name),
        cell: ({ name }) => nameOf(name),
      },
      {
        id: 'value',
        header: t('profiles.traitValue'),
        cell: ({ name, trait }) => (
          <>
            {trait && <ProfileTrait profile={profile} trait={trait} />}
            <PendingMark object={profile} subject="trait" name={name} />
            <PendingMark object={profile} subject="identifier" name={name} />
          </>
        ),
      },
      {
        id: 'origin',
        header: t('profiles.origin'),
        cell: ({ trait }) => trait?.origin && <OriginName origin={trait.origin} />,
      },
      {
        id: 'time',
        header: t('profiles.when'),
        align: 'end',
        sort: ({ trait }) => winner(trait)?.time ?? '',
        cell: ({ trait }) => {
          const held = winner(trait);
          return held && <StatementTime statement={held} />;
        },
      },
      {
        id: 'correct',
        header: t('profiles.traitActions'),
        align: 'end',
        cell: ({ trait }) =>
          trait && (
            <Group gap={6} wrap="nowrap" justify="flex-end">
              <WithdrawCorrection profile={profile} trait={trait} />
              <CorrectButton trait={trait.trait} />
              <EmptyTrait profile={profile} trait={trait} />
            </Group>
          ),
      },
    ],
    [t, profile, nameOf],
  );
  return (
    <Panel
      title={t('profiles.traits')}
      aside={
        <Group gap="xs">
          <BackToDelivery />
          {query.data && <AddTrait profile={profile} traits={query.data} />}
        </Group>
      }
      flush
    >
      <Loaded query={query} skeleton={<TableSkeleton rows={6} />}>
        {(traits) => {
          const rows = traitRows(traits, pending);
          return rows.length === 0 ? (
            <Empty title={t('profiles.noTraits')}>{t('profiles.noTraitsDetail')}</Empty>
          ) : (
            <>
              <DataTable
                label={t('profiles.traits')}
                columns={columns}
                rows={rows}
                rowId={({ name }) => name}
              />
              <CorrectTrait profile={profile} traits={traits} />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function winner(trait: TraitOfProfile | null) {
  return trait?.said.find(({ wins }) => wins);
}
