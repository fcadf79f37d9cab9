import { NativeSelect, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ApiClient } from '@/api/generated/model';
import { rotateApiClient } from '@/api/generated/operations';
import { Confirm } from '@/components/form/Confirm';
import { useForm } from '@/components/form/useForm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { FreshClient } from './FreshClient';
import { expiryOf, LIVES, OVERLAPS, USUAL_OVERLAP } from './lives';
import { apiClientsQuery } from './queries';

const USUAL: { overlap: string; days: string } = { overlap: USUAL_OVERLAP, days: '' };

interface Props {
  client: ApiClient;
  onClose: () => void;
}

/** Gives a program another id and secret while the old ones still work. */
export function RotateClient({ client: { clientId, name }, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const form = useForm({
    start: USUAL,
    // Two choices are made again as quickly as a question is answered.
    loses: () => false,
    send: ({ overlap, days }) => {
      const now = Date.now();
      return rotateApiClient(workspace, clientId, {
        oldUntil: expiryOf(overlap, now),
        expiresAt: expiryOf(days, now),
      });
    },
    onSaved: () => client.invalidateQueries(apiClientsQuery(workspace)),
  });
  const { overlap, days } = form.draft;
  return form.saved ? (
    <FreshClient credentials={form.saved} onClose={onClose} />
  ) : (
    <Confirm
      title={t('team.clients.rotateTitle', { name })}
      action={t('team.clients.rotate')}
      mutation={{ mutate: () => form.save(), isPending: form.saving, error: form.error }}
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
          onChange={({ currentTarget }) => form.change({ overlap: currentTarget.value })}
        />
        <NativeSelect
          label={t('team.clients.newExpires')}
          value={days}
          data={LIVES.map((each) => ({
            value: each,
            label: each === '' ? t('team.clients.never') : t('team.clients.inDays', { days: each }),
          }))}
          onChange={({ currentTarget }) => form.change({ days: currentTarget.value })}
        />
      </Stack>
    </Confirm>
  );
}
