import { useMutation, useQueryClient } from '@tanstack/react-query';
import { modelsQuery } from '@/api/dataQueries';
import type { Model, ModelRequest } from '@/api/generated/model';
import { changeModel } from '@/api/generated/operations';
import { useWorkspace } from '@/app/workspace/here';

/** Changes a model as it was read; refused if somebody else changed it meanwhile. */
export function useChangeModel(model: Model) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (patch: ModelRequest) =>
      changeModel(workspace, model.id, patch, { headers: { 'If-Match': `"${model.version}"` } }),
    onSuccess: () => client.invalidateQueries(modelsQuery(workspace)),
  });
}
