import { Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { connectionsQuery } from '@/api/dataQueries';
import type { Model, Warehouse } from '@/api/generated/model';
import { changeWarehouse, deleteWarehouse, testWarehouse } from '@/api/generated/operations';
import { Forbidden } from '@/components/feedback/Forbidden';
import { useTell } from '@/components/feedback/useTell';
import { Confirm } from '@/components/form/Confirm';
import { DangerButton } from '@/components/form/DangerButton';
import { ModelLink } from '@/components/objects/ObjectLink';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { ConnectionForm, type NamedDraft } from './ConnectionForm';
import { draftOf, requestOf } from './connectionDraft';

interface Props {
  connection: Warehouse;
  models: Model[];
}

/** Changing a connection, and deleting one that nothing reads. */
export function SettingsTab({ connection, models }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const tell = useTell();
  const mayChange = useMay('changeWarehouse');
  const initial = useMemo<NamedDraft>(
    () => ({ name: connection.name, connection: draftOf(connection.connection) }),
    [connection],
  );
  const reread = () => client.invalidateQueries(connectionsQuery(workspace));
  if (!mayChange.allowed) {
    return <Forbidden needs={mayChange.needs} />;
  }
  return (
    <Stack gap="md">
      <Panel title={t('connections.settings')}>
        <ConnectionForm
          key={connection.version}
          initial={initial}
          passwordSet={connection.connection.passwordSet ?? false}
          send={async ({ name, connection: changed }) => {
            await changeWarehouse(
              workspace,
              connection.id,
              { name: name.trim(), connection: requestOf(changed) },
              { headers: { 'If-Match': `"${connection.version}"` } },
            );
            await testWarehouse(workspace, connection.id);
            return name;
          }}
          onSaved={(name) => {
            tell({ message: t('form.saved', { name }) });
            return reread();
          }}
          onRefused={reread}
          saveLabel={t('connections.saveAndTest')}
        />
      </Panel>
      <Deletion connection={connection} models={models} />
    </Stack>
  );
}

function Deletion({ connection, models }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const deletion = useMutation({
    mutationFn: () => deleteWarehouse(workspace, connection.id),
    onSuccess: () => {
      void navigate({ to: '/w/$workspace/connections', params: { workspace } });
      return client.invalidateQueries(connectionsQuery(workspace));
    },
  });
  return (
    <Panel title={t('connections.delete')}>
      {models.length > 0 ? (
        <>
          <Text mb="xs">{t('connections.inUse', { count: models.length })}</Text>
          <ul className="plain-list">
            {models.map(({ id, name }) => (
              <li key={id}>
                <ModelLink id={id} name={name} />
              </li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <Text mb="sm">{t('connections.deleteDetail')}</Text>
          <DangerButton onClick={() => setAsked(true)}>{t('connections.delete')}</DangerButton>
        </>
      )}
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('connections.deleteTitle', { name: connection.name })}
        action={t('connections.delete')}
        danger
        mutation={deletion}
      >
        {t('connections.deleteDetail')}
      </Confirm>
    </Panel>
  );
}
