import { Group, Stack } from '@mantine/core';
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
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { workspaceQuery } from '@/workspace/workspaceQuery';
import { DeleteWorkspace } from './DeleteWorkspace';

/** What the workspace itself is, and its deletion. */
export function WorkspacePanel() {
  const query = useQuery(workspaceQuery(useWorkspace()));
  return (
    <Loaded query={query} skeleton={<TableSkeleton />}>
      {(view) => <Shown view={view} />}
    </Loaded>
  );
}

function Shown({ view }: { view: WorkspaceView }) {
  const { t } = useTranslation();
  const may = useMay('deleteWorkspace');
  const [deleting, setDeleting] = useState(false);
  return (
    <Stack gap="md">
      <Panel title={t('workspace.about')}>
        <Facts
          facts={[
            { label: t('workspace.name'), value: view.name },
            { label: t('workspace.key'), value: <code>{view.key}</code> },
            { label: t('workspace.timezone'), value: view.timezone },
            {
              label: t('workspace.created'),
              value: <Time at={view.createdAt} clock="wall" exact />,
            },
          ]}
        />
      </Panel>
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
