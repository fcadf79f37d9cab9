import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { modelsQuery } from '@/api/dataQueries';
import { createModel, startRun } from '@/api/generated/operations';
import { useWorkspace } from '@/workspace/here';
import { type ModelDraft, modelRequest } from './modelDraft';

/** Saves a new model, starts its first run and goes there; to the model if the run cannot start. */
export function useSaveModel() {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  // Asking again after a lost answer must not make a second model.
  const [attempt, setAttempt] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (draft: ModelDraft) =>
      createModel(workspace, modelRequest(draft), { headers: { 'Idempotency-Key': attempt } }),
    onError: () => setAttempt(crypto.randomUUID()),
    onSuccess: async ({ id }) => {
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
