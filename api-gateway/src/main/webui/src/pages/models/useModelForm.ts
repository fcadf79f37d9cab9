import { useQueryClient } from '@tanstack/react-query';
import { modelsQuery } from '@/api/dataQueries';
import type { Model, ModelPatch } from '@/api/generated/model';
import { changeModel } from '@/api/generated/operations';
import { useTell } from '@/components/feedback/useTell';
import { useForm } from '@/components/form/useForm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

interface Part<D extends object> {
  start: D;
  loses?: (typed: D) => boolean;
  patchOf: (draft: D) => ModelPatch;
}

/** A part of a model's settings; a save is refused if another user changed the model meanwhile. */
export function useModelForm<D extends object>(model: Model, { start, loses, patchOf }: Part<D>) {
  const { t } = useTranslation();
  const tell = useTell();
  const workspace = useWorkspace();
  const client = useQueryClient();
  return useForm<D, Model>({
    start,
    ...(loses && { loses }),
    send: (draft) =>
      changeModel(workspace, model.id, patchOf(draft), {
        headers: { 'If-Match': `"${model.version}"` },
      }),
    onSaved: ({ name }) => {
      tell({ message: t('form.saved', { name }) });
      return client.invalidateQueries(modelsQuery(workspace));
    },
  });
}
