import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { runQuery } from '@/api/dataQueries';
import { useWorkspace } from '@/workspace/here';
import type { ProgressSample } from './progress';

const SIGHTINGS = 20;

/** A run as it goes on, and how many rows it had published at which moments. */
export function useFollowedRun(id: string) {
  const query = useQuery(runQuery(useWorkspace(), id));
  const { data: run, dataUpdatedAt: at } = query;
  const [sightings, setSightings] = useState<ProgressSample[]>([]);

  useEffect(() => {
    if (run?.phase === 'publishing') {
      setSightings((seen) => [...seen.slice(1 - SIGHTINGS), { at, published: run.published }]);
    }
  }, [run, at]);

  return { query, sightings };
}
