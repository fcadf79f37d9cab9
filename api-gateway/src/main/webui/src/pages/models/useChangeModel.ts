import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { modelsQuery } from '@/api/dataQueries';
import type { Model, ModelPatch } from '@/api/generated/model';
import { changeModel } from '@/api/generated/operations';
import { useTell } from '@/components/feedback/useTell';
import { useWorkspace } from '@/workspace/here';

/** Changes a model as it was read; refused if another user changed it meanwhile. */
export function useChangeModel(model: Model) {
  const { t } = useTranslation();
  const tell = useTell();
  const workspace = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (patch: ModelPatch) =>
      changeModel(workspace, model.id, patch, { headers: { 'If-Match': `"${model.version}"` } }),
    onSuccess: ({ name }) => {
      tell({ message: t('form.saved', { name }) });
      return client.invalidateQueries(modelsQuery(workspace));
    },
  });
}
