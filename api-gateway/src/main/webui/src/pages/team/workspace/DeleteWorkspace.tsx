import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WorkspaceView } from '@/api/generated/model';
import { deleteWorkspace } from '@/api/generated/operations';
import { Confirm } from '@/components/form/Confirm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { workspaceQuery } from '@/workspace/workspaceQuery';

interface Props {
  view: WorkspaceView;
  onClose: () => void;
}

/** Asks for the key, so that nobody deletes another workspace by mistake. */
export function DeleteWorkspace({ view, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteWorkspace(workspace, { confirm: view.key }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: workspaceQuery(workspace).queryKey, exact: true });
    },
  });
  return (
    <Confirm
      title={t('workspace.deleteTitle', { name: view.name })}
      action={t('workspace.delete')}
      name={view.key}
      danger
      mutation={remove}
      onClose={onClose}
    >
      <Text>{t('workspace.deleteDetail')}</Text>
    </Confirm>
  );
}
