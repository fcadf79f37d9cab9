import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { modelsQuery } from '@/api/dataQueries';
import { startRun } from '@/api/generated/operations';
import { useWorkspace } from '@/workspace/here';

/** Starts a run of a model and goes there. */
export function useStartRun() {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (model: string) => startRun(workspace, model),
    onSuccess: ({ id }) => {
      void client.invalidateQueries(modelsQuery(workspace));
      void navigate({ to: '/w/$workspace/runs/$run', params: { workspace, run: id } });
    },
  });
}
