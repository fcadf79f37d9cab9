import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { WorkspaceView } from '@/api/generated/model';
import { ButtonLink } from '@/components/links';
import { Facts } from '@/components/page/Facts';
import { CopyText } from '@/components/text/CopyText';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  created: WorkspaceView;
  onClose: () => void;
}

/** The one time that the secret of the first API client is shown, and the way to the workspace. */
export function CreatedWorkspace({ created: { key, name, apiClient }, onClose }: Props) {
  const { t } = useTranslation();
  const said = useRef<HTMLParagraphElement>(null);
  // Not a button: the secret is gone after the next key.
  useEffect(() => said.current?.focus(), []);
  return (
    <Stack gap="md">
      <Text ref={said} tabIndex={-1} role="status">
        {t('workspace.createdDetail', { name })}
      </Text>
      {apiClient && (
        <>
          <Text>{t('workspace.clientDetail')}</Text>
          <Facts
            facts={[
              { label: t('team.clients.id'), value: <CopyText value={apiClient.clientId} /> },
              {
                label: t('team.clients.secret'),
                value: <CopyText value={apiClient.secret} label={t('team.clients.secret')} />,
              },
            ]}
          />
        </>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('shell.close')}
        </Button>
        <ButtonLink to="/w/$workspace" params={{ workspace: key }} onClick={onClose}>
          {t('workspace.open', { name })}
        </ButtonLink>
      </Group>
    </Stack>
  );
}
