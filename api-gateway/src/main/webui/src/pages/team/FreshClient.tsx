import { Button, Group, Stack, Text } from '@mantine/core';
import type { ApiClientCredentials } from '@/api/generated/model';
import { ApiExample } from '@/components/ApiExample';
import { Dialog } from '@/components/form/Dialog';
import { Facts } from '@/components/page/Facts';
import { CopyText } from '@/components/text/CopyText';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { curl } from './curl';

interface Props {
  credentials: ApiClientCredentials;
  onClose: () => void;
}

/** The one time that a client's secret is shown. */
export function FreshClient({ credentials, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { name, clientId, secret } = credentials;
  return (
    <Dialog size="lg" holds title={t('team.clients.freshTitle', { name })} onClose={onClose}>
      <Stack>
        <Text>{t('team.clients.shownOnce')}</Text>
        <Facts
          facts={[
            { label: t('team.clients.id'), value: <CopyText value={clientId} /> },
            {
              label: t('team.clients.secret'),
              value: <CopyText value={secret} label={t('team.clients.secret')} />,
            },
          ]}
        />
        <Text fw={600}>{t('team.clients.try')}</Text>
        <ApiExample
          label={t('team.clients.code')}
          code={curl(credentials, window.location.origin, workspace)}
        />
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {t('team.done')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
