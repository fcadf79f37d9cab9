import { useQuery } from '@tanstack/react-query';
import type { Audience, Sync } from '@/api/generated/model';
import { audiencesQuery, syncsQuery } from '@/api/queries';
import { useWorkspace } from '@/workspace/here';
import { syncsReached } from './uses';

/** The syncs whose data a change of an audience can change, as far as they are read. */
export function useSyncsReached(audience: Audience | null): {
  data: Sync[] | undefined;
  errorUpdateCount: number;
} {
  const workspace = useWorkspace();
  const enabled = audience !== null;
  const syncs = useQuery({ ...syncsQuery(workspace), enabled });
  const audiences = useQuery({ ...audiencesQuery(workspace), enabled });
  return {
    data:
      audience && syncs.data && audiences.data
        ? syncsReached(audience, audiences.data.data, syncs.data.data)
        : undefined,
    errorUpdateCount: syncs.errorUpdateCount + audiences.errorUpdateCount,
  };
}
