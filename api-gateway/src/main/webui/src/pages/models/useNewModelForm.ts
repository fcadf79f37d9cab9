import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { modelsQuery } from '@/api/dataQueries';
import type { Model } from '@/api/generated/model';
import { createModel, startRun } from '@/api/generated/operations';
import { useForm } from '@/components/form/useForm';
import { useWorkspace } from '@/workspace/here';
import { emptyModel, type ModelDraft, modelRequest, rowsFrom } from './modelDraft';

/** Saves a new model, starts its first run and goes there; to the model if the run cannot start. */
export function useNewModelForm(connection: string) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [start] = useState(() => emptyModel(connection));
  return useForm<ModelDraft, Model>({
    start,
    loses: (draft) => rowsFrom(draft) !== null,
    send: (draft, _, attempt) =>
      createModel(workspace, modelRequest(draft), { headers: { 'Idempotency-Key': attempt } }),
    onSaved: async ({ id }) => {
      const run = await startRun(workspace, id).catch(() => null);
      void client.invalidateQueries(modelsQuery(workspace));
      void (run
        ? navigate({
            to: '/w/$workspace/runs/$run',
            params: { workspace, run: run.id },
            replace: true,
          })
        : navigate({
            to: '/w/$workspace/models/$model',
            params: { workspace, model: id },
            replace: true,
          }));
    },
  });
}
