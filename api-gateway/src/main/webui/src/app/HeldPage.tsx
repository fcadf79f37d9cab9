import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { WorkspaceView } from '@/api/generated/model';
import { readWorkspaceDeletion, restoreWorkspace } from '@/api/generated/operations';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { workspaceQuery } from '@/workspace/workspaceQuery';

/** Stands in the place of every page of a workspace whose deletion was requested. */
export function HeldPage({ view }: { view: WorkspaceView }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay('restoreWorkspace');
  // Only the person who requested it may read the deletion; for others the date stays out.
  const deletion = useQuery({
    queryKey: ['workspace-deletions', view.id],
    queryFn: ({ signal }) => readWorkspaceDeletion(view.id, { signal }),
    retry: false,
  });
  const restore = useMutation({
    mutationFn: () => restoreWorkspace(view.id),
    onSuccess: () => client.invalidateQueries({ queryKey: workspaceQuery(workspace).queryKey }),
  });
  const restored = (
    <Button loading={restore.isPending} onClick={() => restore.mutate()}>
      {t('workspace.restore')}
    </Button>
  );
  return (
    <Page title={t('workspace.heldTitle', { name: view.name })}>
      <Panel>
        <Empty title={t('workspace.held')} action={may.allowed && restored}>
          {deletion.data
            ? t('workspace.heldUntil', {
                at: formats.moment(new Date(deletion.data.purgeAt)),
              })
            : t('workspace.heldDetail')}{' '}
          {may.allowed ? t('workspace.heldAdmin') : t('workspace.heldAsk')}
        </Empty>
        {restore.error && <Failure error={restore.error} />}
      </Panel>
    </Page>
  );
}
