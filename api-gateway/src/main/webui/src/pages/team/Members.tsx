import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Member } from '@/api/generated/model';
import { membersQuery } from '@/api/members';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { matches } from '@/components/filter/matches';
import { SearchBox } from '@/components/filter/SearchBox';
import { Panel } from '@/components/page/Panel';
import { useRequested } from '@/components/page/useRequested';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { ChangeRights } from './ChangeRights';
import { Invitations } from './Invitations';
import { Invite } from './Invite';
import { nameOf } from './nameOf';
import { RemoveMember } from './RemoveMember';
import { type MemberAction, useMemberColumns } from './useMemberColumns';

/** The people of the workspace. Everybody sees them; admins change what they may do. */
export function Members() {
  const { t } = useTranslation();
  const mayInvite = useMay('inviteMember').allowed;
  const [inviting, setInviting] = useState(false);
  const [doing, setDoing] = useState<{ action: MemberAction; member: Member } | null>(null);
  const query = useQuery(membersQuery(useWorkspace()));
  useRequested('create', 'member', () => setInviting(mayInvite));
  const close = () => setDoing(null);
  const invite = mayInvite && <Button onClick={() => setInviting(true)}>{t('team.invite')}</Button>;
  return (
    <>
      <Loaded
        query={query}
        skeleton={
          <Panel flush>
            <TableSkeleton />
          </Panel>
        }
      >
        {(members) =>
          members.length === 0 ? (
            <Panel>
              <Empty title={t('team.noPeople')} action={invite}>
                {t('team.noPeopleDetail')}
              </Empty>
            </Panel>
          ) : (
            <Table
              members={members}
              invite={invite}
              onAction={(action, member) => setDoing({ action, member })}
            />
          )
        }
      </Loaded>
      {mayInvite && <Invitations />}
      {inviting && <Invite onClose={() => setInviting(false)} />}
      {doing?.action === 'change' && <ChangeRights member={doing.member} onClose={close} />}
      {doing?.action === 'remove' && <RemoveMember member={doing.member} onClose={close} />}
    </>
  );
}

interface Props {
  members: Member[];
  invite: React.ReactNode;
  onAction: (action: MemberAction, member: Member) => void;
}

function Table({ members, invite, onAction }: Props) {
  const { t } = useTranslation();
  const { q } = useSearch({ from: '/w/$workspace/team' });
  const admins = members.filter(({ role }) => role === 'admin').length;
  const columns = useMemberColumns(admins, onAction);
  const found = members.filter((member) => matches(q, nameOf(member), member.name));
  return (
    <>
      <Group mb="sm" gap="sm" justify="space-between">
        <Group gap="sm">
          <SearchBox label={t('list.search')} />
          <Text c="dimmed" fz="sm" role="status">
            {q
              ? t('list.found', { count: found.length, of: members.length })
              : t('list.count', { count: members.length })}
          </Text>
        </Group>
        {invite}
      </Group>
      <Panel flush>
        {found.length === 0 ? (
          <Text p="md" c="dimmed">
            {t('list.nothingFound')}
          </Text>
        ) : (
          <DataTable
            label={t('team.tabs.people')}
            columns={columns}
            rows={found}
            rowId={({ id }) => id}
          />
        )}
      </Panel>
      {!invite && (
        <Text c="dimmed" fz="sm" mt="sm">
          {t('team.ask')}
        </Text>
      )}
    </>
  );
}
