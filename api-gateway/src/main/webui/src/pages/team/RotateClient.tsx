import { NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiClient } from '@/api/generated/model';
import { rotateApiClient } from '@/api/generated/operations';
import { Confirm } from '@/components/form/Confirm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { FreshClient } from './FreshClient';
import { expiryOf, LIVES, OVERLAPS, USUAL_OVERLAP } from './lives';
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
  const [overlap, setOverlap] = useState<string>(USUAL_OVERLAP);
  const [days, setDays] = useState('');
  const rotate = useMutation({
    mutationFn: () => {
      const now = Date.now();
      return rotateApiClient(workspace, clientId, {
        oldUntil: expiryOf(overlap, now),
        expiresAt: expiryOf(days, now),
      });
    },
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
      <Stack gap="md">
        <Text>{t('team.clients.rotateDetail')}</Text>
        <NativeSelect
          label={t('team.clients.oldUntil')}
          value={overlap}
          data={OVERLAPS.map((each) => ({
            value: each,
            label: t('team.clients.forDays', { count: Number(each) }),
          }))}
          onChange={({ currentTarget }) => setOverlap(currentTarget.value)}
        />
        <NativeSelect
          label={t('team.clients.newExpires')}
          value={days}
          data={LIVES.map((each) => ({
            value: each,
            label: each === '' ? t('team.clients.never') : t('team.clients.inDays', { days: each }),
          }))}
          onChange={({ currentTarget }) => setDays(currentTarget.value)}
        />
      </Stack>
    </Confirm>
  );
}
