import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { previewAudience } from '@/api/generated/operations';
import { useWorkspace } from '@/workspace/here';
import type { Json } from '../rule/model';

/** Counting them reads much more than the count itself, so it follows once the rule rests. */
const PAUSE_MS = 800;

/** In which other audiences the people of a rule are. */
export function useOverlaps(rule: Json | null, audience: string | null, counting: boolean) {
  const workspace = useWorkspace();
  const text = useMemo(() => JSON.stringify(rule), [rule]);
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'overlaps', audience, asked],
    queryFn: ({ signal }) =>
      previewAudience(
        workspace,
        {
          rule: JSON.parse(asked),
          overlaps: true,
          ...(audience === null ? {} : { audience }),
        },
        { signal },
      ),
    enabled: asked !== 'null' && asked === text && !counting,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
  });
  return {
    query,
    /** What is shown is of an earlier rule. */
    counting: counting || asked !== text || query.isPlaceholderData,
  };
}
