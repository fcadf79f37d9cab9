import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Destination } from '@/api/generated/model';
import { startConnection } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { Panel } from '@/components/page/Panel';
import { CopyText } from '@/components/text/CopyText';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';

/** The access that a user of the vendor gives; absent for connectors that need none. */
export function Connection({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { allowed: mayConnect, needs } = useMay('startConnection');
  const back = `${window.location.origin}/w/${workspace}/destinations/${destination.id}/connected`;
  const start = useMutation({
    mutationFn: () => startConnection(workspace, destination.id, { redirectUri: back }),
    onSuccess: ({ address }) => window.location.assign(address),
  });
  const { connection } = destination;
  if (!connection) {
    return null;
  }
  return (
    <Panel title={t('destinations.access')}>
      <Stack gap="xs">
        {connection.revokedAt && (
          <Alert color="red" role="note" title={t('destinations.states.grant-revoked')}>
            {t('destinations.revoked')} <Time at={connection.revokedAt} clock="wall" exact />.{' '}
            {connection.connectedBy &&
              t('destinations.revokedBy', { name: connection.connectedBy })}{' '}
            {mayConnect && t('destinations.reconnect')}
          </Alert>
        )}
        {connection.connectedBy && connection.connectedAt ? (
          <Text>
            {t('destinations.connectedBy', { name: connection.connectedBy })}{' '}
            <Time at={connection.connectedAt} clock="wall" />
          </Text>
        ) : (
          <Text>{t('destinations.states.not-connected')}</Text>
        )}
        {!mayConnect && needs && (connection.revokedAt || !connection.connectedBy) && (
          <Text>
            {t(connection.revokedAt ? 'destinations.reconnectAsk' : 'destinations.connectAsk', {
              role: t(`roles.${needs}`),
            })}
          </Text>
        )}
        {mayConnect && (
          <>
            <Text c="dimmed">{t('destinations.redirectUri')}</Text>
            <CopyText value={back} />
            <Button loading={start.isPending || start.isSuccess} onClick={() => start.mutate()}>
              {t(connection.connectedBy ? 'destinations.connectAgain' : 'destinations.connect')}
            </Button>
          </>
        )}
        {start.error && <Failure error={start.error} />}
      </Stack>
    </Panel>
  );
}
