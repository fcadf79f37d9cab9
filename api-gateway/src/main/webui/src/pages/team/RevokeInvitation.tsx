import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Invitation } from '@/api/generated/model';
import { revokeInvitation } from '@/api/generated/operations';
import { Confirm } from '@/components/form/Confirm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { addressOf } from './nameOf';
import { invitationsQuery } from './queries';

interface Props {
  invitation: Invitation;
  onClose: () => void;
}

export function RevokeInvitation({ invitation, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeInvitation(workspace, invitation.id),
    onSuccess: async () => {
      await client.invalidateQueries(invitationsQuery(workspace));
      onClose();
    },
  });
  return (
    <Confirm
      title={t('team.revokeTitle', { email: addressOf(invitation) })}
      action={t('team.revoke')}
      danger
      mutation={revoke}
      onClose={onClose}
    >
      <Text>{t('team.revokeDetail')}</Text>
    </Confirm>
  );
}
