import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Invitation } from '@/api/generated/model';
import { renewInvitation } from '@/api/generated/operations';
import { Confirm } from '@/components/form/Confirm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Issued } from './Issued';
import { addressOf } from './nameOf';
import { invitationsQuery } from './queries';

interface Props {
  invitation: Invitation;
  onClose: () => void;
}

/** Another link to hand over: of the one before only a hash is stored. */
export function RenewInvitation({ invitation, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const email = addressOf(invitation);
  const renew = useMutation({
    mutationFn: () => renewInvitation(workspace, invitation.id),
    onSuccess: () => client.invalidateQueries(invitationsQuery(workspace)),
  });
  return renew.data ? (
    <Issued email={email} issued={renew.data} onClose={onClose} />
  ) : (
    <Confirm
      title={t('team.renewTitle', { email })}
      action={t('team.renew')}
      mutation={renew}
      onClose={onClose}
    >
      <Text>{t('team.renewDetail')}</Text>
    </Confirm>
  );
}
