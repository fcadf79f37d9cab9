import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkspaceView } from '@/api/generated/model';
import { Forbidden } from '@/components/feedback/Forbidden';
import { Loaded } from '@/components/feedback/Loaded';
import { DangerButton } from '@/components/form/DangerButton';
import { Facts } from '@/components/page/Facts';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { workspaceQuery } from '@/workspace/workspaceQuery';
import { DeleteWorkspace } from './DeleteWorkspace';
import { WorkspaceSettings } from './WorkspaceSettings';

/** What the workspace itself is, its settings, and its deletion. */
export function WorkspacePanel() {
  const query = useQuery(workspaceQuery(useWorkspace()));
  return (
    <Loaded query={query} skeleton={<TableSkeleton />}>
      {(view) => <LoadedWorkspace view={view} />}
    </Loaded>
  );
}

function LoadedWorkspace({ view }: { view: WorkspaceView }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay('deleteWorkspace');
  const mayChange = useMay('changeWorkspace');
  const [deleting, setDeleting] = useState(false);
  return (
    <Stack gap="md">
      <Panel title={t('workspace.about')}>
        <Facts
          facts={[
            ...(mayChange.allowed
              ? []
              : [
                  { label: t('workspace.name'), value: view.name },
                  { label: t('workspace.timezone'), value: view.timezone },
                  { label: t('workspace.region'), value: view.defaultRegion },
                  {
                    label: t('workspace.unknownConsent'),
                    value: formats.list(view.unknownConsentAllows) || t('value.none'),
                  },
                ]),
            { label: t('workspace.key'), value: <code>{view.key}</code> },
            { label: t('workspace.kind'), value: t(`workspace.kinds.${view.kind}`) },
            {
              label: t('workspace.created'),
              value: <Time at={view.createdAt} clock="wall" exact />,
            },
          ]}
        />
        {!mayChange.allowed && mayChange.needs && (
          <Text fz="sm" c="dimmed" mt="sm">
            {t('workspace.mayNot', { role: t(`roles.${mayChange.needs}`) })}
          </Text>
        )}
      </Panel>
      {mayChange.allowed && <WorkspaceSettings view={view} />}
      <Panel title={t('workspace.deletion')}>
        {may.allowed ? (
          <>
            <p>{t('workspace.deletionDetail')}</p>
            <Group>
              <DangerButton onClick={() => setDeleting(true)}>{t('workspace.delete')}</DangerButton>
            </Group>
          </>
        ) : (
          <Forbidden needs={may.needs} />
        )}
      </Panel>
      {deleting && <DeleteWorkspace view={view} onClose={() => setDeleting(false)} />}
    </Stack>
  );
}
