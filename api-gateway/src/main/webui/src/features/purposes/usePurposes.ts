import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { destinationsQuery } from '@/api/queries';
import { useWorkspace } from '@/workspace/here';
import { workspaceQuery } from '@/workspace/workspaceQuery';
import { purposesQuery } from './purposesQuery';

/** The purposes in use: what people have answered, what destinations need, what the workspace grants. */
export function usePurposes(): string[] {
  const workspace = useWorkspace();
  const answered = useQuery(purposesQuery(workspace)).data?.data;
  const destinations = useQuery(destinationsQuery(workspace)).data?.data;
  const granted = useQuery(workspaceQuery(workspace)).data?.unknownConsentAllows;
  return useMemo(
    () => [
      ...new Set([
        ...(answered ?? []).map(({ purpose }) => purpose),
        ...(destinations ?? []).flatMap(({ purposes }) => purposes),
        ...(granted ?? []),
      ]),
    ],
    [answered, destinations, granted],
  );
}
