import { useQuery } from '@tanstack/react-query';
import { previewAudiences, previewDeliveries } from '@/api/generated/operations';
import { useWorkspace } from '@/workspace/here';

/** What would follow from making two people of one, service by service: each goes on from the last. */
export function useForecast(profile: string, ticket: string) {
  const workspace = useWorkspace();
  const key = ['workspaces', workspace, 'profiles', profile, 'unmerge'];
  const audiences = useQuery({
    queryKey: [...key, 'audiences', ticket],
    queryFn: ({ signal }) => previewAudiences(workspace, profile, { ticket }, { signal }),
    gcTime: 0,
  });
  const next = audiences.data?.ticket ?? '';
  const deliveries = useQuery({
    queryKey: [...key, 'deliveries', next],
    queryFn: ({ signal }) => previewDeliveries(workspace, profile, { ticket: next }, { signal }),
    enabled: next !== '',
    gcTime: 0,
  });
  return { audiences, deliveries };
}

export type Forecast = ReturnType<typeof useForecast>;
