import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isOver, runQuery } from '@/api/dataQueries';
import type { Run } from '@/api/generated/model';
import { getFollowRunUrl } from '@/api/generated/operations';
import { useWorkspace } from '@/workspace/here';
import type { Sighting } from './progress';

const SIGHTINGS = 20;

/**
 * A run as it goes on: told by the server while the connection lasts, asked for when it does not. It
 * goes on without the page, and is followed again from wherever it is then.
 */
export function useFollowedRun(id: string) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const query = useQuery(runQuery(workspace, id));
  const [sightings, setSightings] = useState<Sighting[]>([]);
  const state = query.data?.state;
  const moving = state === 'queued' || state === 'running';

  useEffect(() => {
    if (!moving) {
      return;
    }
    const events = new EventSource(getFollowRunUrl(workspace, id));
    events.addEventListener('run', ({ data }: MessageEvent<string>) => {
      const run = JSON.parse(data) as Run;
      client.setQueryData(runQuery(workspace, id).queryKey, run);
      if (run.phase === 'publishing') {
        setSightings((seen) => [
          ...seen.slice(1 - SIGHTINGS),
          { at: performance.now(), published: run.published },
        ]);
      }
      // It would connect again to hear the same once more.
      if (isOver(run) || run.state === 'held') {
        events.close();
      }
    });
    return () => events.close();
  }, [workspace, id, moving, client]);

  return { query, sightings };
}
