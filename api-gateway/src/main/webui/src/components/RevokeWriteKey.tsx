import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WriteKey } from '@/api/generated/model';
import { revokeWriteKey } from '@/api/generated/operations';
import { sourcesQuery } from '@/api/queries';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Confirm } from './form/Confirm';

interface Props {
  /** The source's id. */
  source: string;
  writeKey: WriteKey;
  onClose: () => void;
}

/** Asks before a write key is revoked. */
export function RevokeWriteKey({ source, writeKey, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeWriteKey(workspace, source, writeKey.id),
    onSuccess: async () => {
      // The key of the list begins those of each source, which are read again too.
      await client.invalidateQueries(sourcesQuery(workspace));
      onClose();
    },
  });
  return (
    <Confirm
      title={t('sources.revokeTitle', { hint: writeKey.hint })}
      action={t('sources.revoke')}
      danger
      mutation={revoke}
      onClose={onClose}
    >
      <Text>{t('sources.revokeDetail')}</Text>
    </Confirm>
  );
}
