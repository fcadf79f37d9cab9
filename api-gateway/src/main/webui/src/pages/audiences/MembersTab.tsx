import { Button, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Audience, AudienceMember } from '@/api/generated/model';
import { listAudienceMembers } from '@/api/generated/operations';
import { paged } from '@/api/paged';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { More } from '@/components/page/More';
import { Panel } from '@/components/page/Panel';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { Time } from '@/components/text/Time';
import { isCounting } from '@/features/audiences/evaluation';
import { MembershipReasonDrawer } from '@/features/audiences/MembershipReasonDrawer';
import { FindPerson } from '@/features/people/FindPerson';
import { PersonName } from '@/features/people/PersonName';
import { usePersonWords } from '@/features/people/usePersonWords';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { ExportMembers } from './ExportMembers';

const PAGE = 200;

const profileOf = ({ profile }: AudienceMember) => profile;

/** The members, since when, and why; no members for users who may not see what the rule asks for. */
export function MembersTab({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  if (isCounting(audience)) {
    return (
      <Panel flush>
        <Empty title={t('audiences.countingTitle')}>{t('audiences.countingDetail')}</Empty>
      </Panel>
    );
  }
  return audience.approximate ? (
    <Panel flush>
      <Empty title={t('approximate.membersTitle')}>
        {t(
          audience.state.stage === 'unreadable' ? 'approximate.unreadable' : 'approximate.members',
        )}
      </Empty>
    </Panel>
  ) : (
    <Listed audience={audience} />
  );
}

function Listed({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const words = usePersonWords();
  const [asked, setAsked] = useState<string | null>(null);
  const query = useInfiniteQuery({
    queryKey: ['workspaces', workspace, 'audiences', audience.id, 'members'],
    queryFn: ({ pageParam, signal }) =>
      listAudienceMembers(workspace, audience.id, { limit: PAGE, cursor: pageParam }, { signal }),
    ...paged,
  });
  const columns = useMemo<Column<AudienceMember>[]>(
    () => [
      {
        id: 'profile',
        header: t('audiences.person'),
        cell: ({ profile, person }) => <PersonName id={profile} person={person} />,
      },
      {
        id: 'since',
        header: t('audiences.since'),
        cell: ({ since }) => <Time at={since} clock="business" />,
      },
      {
        id: 'why',
        header: t('audiences.why'),
        align: 'end',
        cell: ({ profile, person }) => (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('audiences.whyPerson', { person: words(profile, person) })}
            onClick={() => setAsked(profile)}
          >
            {t('audiences.why')}
          </Button>
        ),
      },
    ],
    [t, words],
  );
  return (
    <Panel flush>
      <Stack p="md" gap="sm">
        <FindPerson whileTyping label={t('audiences.whyNot')} onFound={setAsked} />
        <ExportMembers audience={audience} />
      </Stack>
      <Loaded query={query} skeleton={<TableSkeleton rows={8} />}>
        {({ pages }) => {
          const members = pages.flatMap(({ data }) => data);
          return members.length === 0 ? (
            <Empty title={t('audiences.nobody')}>{t('audiences.nobodyDetail')}</Empty>
          ) : (
            <>
              <DataTable
                label={t('audiences.people')}
                columns={columns}
                rows={members}
                rowId={profileOf}
              />
              <More query={query} />
            </>
          );
        }}
      </Loaded>
      <MembershipReasonDrawer audience={audience} profile={asked} onClose={() => setAsked(null)} />
    </Panel>
  );
}
