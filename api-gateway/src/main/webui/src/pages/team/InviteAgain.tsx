import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Member } from '@/api/generated/model';
import { inviteMember } from '@/api/generated/operations';
import { useWorkspace } from '@/app/workspace/here';
import { Confirm } from '@/components/form/Confirm';
import { InvitedNow } from './InvitedNow';
import { nameOf } from './nameOf';

interface Props {
  member: Member;
  onClose: () => void;
}

/** Another way in for somebody who has not used the first. */
export function InviteAgain({ member, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const person = String(member.email);
  const name = nameOf(member);
  const invite = useMutation({
    mutationFn: () =>
      inviteMember(workspace, { person, role: member.role, personalData: member.personalData }),
  });
  return invite.data ? (
    <InvitedNow person={person} invited={invite.data} onClose={onClose} />
  ) : (
    <Confirm
      title={t('team.inviteAgainTitle', { name })}
      action={t('team.inviteAgain')}
      mutation={invite}
      onClose={onClose}
    >
      <Text>{t('team.inviteAgainDetail')}</Text>
    </Confirm>
  );
}
