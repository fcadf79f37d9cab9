import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiClient } from '@/api/generated/model';
import { rotateApiClient } from '@/api/generated/operations';
import { Confirm } from '@/components/form/Confirm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { FreshClient } from './FreshClient';
import { apiClientsQuery } from './queries';

interface Props {
  client: ApiClient;
  onClose: () => void;
}

/** Gives a program another id and secret while the old ones still work. */
export function RotateClient({ client: { clientId, name }, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const rotate = useMutation({
    mutationFn: () => rotateApiClient(workspace, clientId, {}),
    onSuccess: () => client.invalidateQueries(apiClientsQuery(workspace)),
  });
  return rotate.data ? (
    <FreshClient credentials={rotate.data} onClose={onClose} />
  ) : (
    <Confirm
      title={t('team.clients.rotateTitle', { name })}
      action={t('team.clients.rotate')}
      mutation={rotate}
      onClose={onClose}
    >
      <Text>{t('team.clients.rotateDetail')}</Text>
    </Confirm>
  );
}
