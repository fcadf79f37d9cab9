import { useQuery } from '@tanstack/react-query';
import { destinationsQuery } from '@/api/queries';
import { useWorkspace } from '@/workspace/here';
import { workspaceQuery } from '@/workspace/workspaceQuery';
import { purposesQuery } from './purposesQuery';

/** The purposes in use: what people have answered, what destinations need, what the workspace grants. */
export function usePurposes(): string[] {
  const workspace = useWorkspace();
  const answered = useQuery(purposesQuery(workspace)).data?.data ?? [];
  const destinations = useQuery(destinationsQuery(workspace)).data?.data ?? [];
  const granted = useQuery(workspaceQuery(workspace)).data?.unknownConsentAllows ?? [];
  return [
    ...new Set([
      ...answered.map(({ purpose }) => purpose),
      ...destinations.flatMap(({ purposes }) => purposes),
      ...granted,
    ]),
  ];
}
