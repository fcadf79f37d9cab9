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
import { PendingMark } from '@/features/pending/PendingMark';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { CorrectButton, CorrectTrait } from './CorrectTrait';
import { Held } from './Held';
import { OriginName } from './OriginName';
import { SaidAt } from './SaidAt';
import { WithdrawTrait } from './WithdrawTrait';

/** The traits of a person: the value that holds, its origin and time, and other values. */
export function Traits({ profile }: { profile: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'traits'],
    queryFn: async ({ signal }) => (await listTraitsOfProfile(workspace, profile, { signal })).data,
    ...following({ profiles: profile }),
  });
  const columns = useMemo<Column<TraitOfProfile>[]>(
    () => [
      {
        id: 'trait',
        header: t('profiles.trait'),
        sort: ({ trait }) => trait,
        cell: ({ trait }) => trait,
      },
      {
        id: 'value',
        header: t('profiles.traitValue'),
        cell: (trait) => (
          <>
            <Held profile={profile} trait={trait} />
            <PendingMark object={profile} subject="trait" name={trait.trait} />
          </>
        ),
      },
      {
        id: 'origin',
        header: t('profiles.origin'),
        cell: ({ origin }) => origin && <OriginName origin={origin} />,
      },
      {
        id: 'time',
        header: t('profiles.when'),
        align: 'end',
        sort: (trait) => winner(trait)?.time ?? '',
        cell: (trait) => {
          const held = winner(trait);
          return held && <SaidAt statement={held} />;
        },
      },
      {
        id: 'correct',
        header: t('activation.toDo'),
        align: 'end',
        cell: (trait) => (
          <Group gap={6} wrap="nowrap" justify="flex-end">
            <CorrectButton trait={trait.trait} />
            <WithdrawTrait profile={profile} trait={trait} />
          </Group>
        ),
      },
    ],
    [t, profile],
  );
  return (
    <Panel title={t('profiles.traits')} flush>
      <Loaded query={query} skeleton={<TableSkeleton rows={6} />}>
        {(traits) =>
          traits.length === 0 ? (
            <Empty title={t('profiles.noTraits')}>{t('profiles.noTraitsDetail')}</Empty>
          ) : (
            <>
              <DataTable
                label={t('profiles.traits')}
                columns={columns}
                rows={traits}
                rowId={({ trait }) => trait}
              />
              <CorrectTrait profile={profile} traits={traits} />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

function winner({ said }: TraitOfProfile) {
  return said.find(({ wins }) => wins);
}
