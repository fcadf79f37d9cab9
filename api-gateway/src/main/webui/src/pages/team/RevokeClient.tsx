import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiClient } from '@/api/generated/model';
import { deleteApiClient } from '@/api/generated/operations';
import { Confirm } from '@/components/form/Confirm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { apiClientsQuery } from './queries';

interface Props {
  client: ApiClient;
  onClose: () => void;
}

export function RevokeClient({ client: { clientId, name }, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => deleteApiClient(workspace, clientId),
    onSuccess: async () => {
      await client.invalidateQueries(apiClientsQuery(workspace));
      onClose();
    },
  });
  return (
    <Confirm
      title={t('team.clients.revokeTitle', { name })}
      action={t('team.clients.revoke')}
      danger
      mutation={revoke}
      onClose={onClose}
    >
      <Text>{t('team.clients.revokeDetail')}</Text>
    </Confirm>
  );
}
