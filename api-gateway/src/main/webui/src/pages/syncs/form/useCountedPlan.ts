import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { PlanRun, SyncPlan } from '@/api/generated/model';
import { cancelSyncPlan, readSyncPlan } from '@/api/generated/operations';
import { mayPass } from '@/api/problem';
import { useWorkspace } from '@/workspace/here';

/** How often the progress of a count in the background is asked for. */
const ASKED_EVERY_MS = 2_000;

/** A plan counts all people: it is made again only on demand. */
const ON_DEMAND = {
  retry: false,
  staleTime: 0,
  gcTime: 0,
  refetchOnWindowFocus: false,
} as const;

interface CountedPlan {
  /** Undefined while people are counted, and after a failure. */
  plan: SyncPlan | undefined;
  /** The progress of a count in the background. */
  run: PlanRun | null;
  /** Whether people were counted in the background, so that they are not counted again. */
  inBackground: boolean;
  isCounting: boolean;
  failure: Error | null;
  /** The same function as long as the same is planned. */
  again: () => unknown;
  /** Ends the count in the background. */
  stop: () => void;
  stopping: boolean;
}

/**
 * A plan, whether the API answers it at once or counts in the background. A count that nobody waits
 * for any more is cancelled.
 *
 * @param about what is planned: a plan of something else is asked for anew
 */
export function useCountedPlan(
  about: readonly unknown[],
  plan: (signal: AbortSignal) => Promise<SyncPlan>,
): CountedPlan {
  const workspace = useWorkspace();
  const asked = useQuery({
    ...ON_DEMAND,
    queryKey: ['workspaces', workspace, 'sync-plan', ...about],
    queryFn: ({ signal }) => plan(signal),
    refetchInterval: false,
  });
  const began = asked.isFetching || asked.isError ? undefined : asked.data;
  const id = began?.run?.id;
  const counted = useQuery({
    ...ON_DEMAND,
    queryKey: ['workspaces', workspace, 'sync-plan-run', id],
    queryFn: ({ signal }) => readSyncPlan(workspace, id ?? '', { signal }),
    enabled: id !== undefined,
    // The count goes on while a question fails for a time.
    retry: (failures, error) => failures < 3 && mayPass(error),
    refetchInterval: ({ state }) =>
      state.status === 'error' || state.data?.run === null ? false : ASKED_EVERY_MS,
  });
  const stop = useMutation({
    mutationFn: (run: string) => cancelSyncPlan(workspace, run),
    // Also after a refusal: the count may have ended.
    onSettled: () => counted.refetch(),
  });
  const newest = id === undefined ? began : (counted.data ?? began);
  const failure = asked.isFetching ? null : (asked.error ?? counted.error);
  const run = failure ? null : (newest?.run ?? null);
  useCancelledAtTheEnd(workspace, run?.id);
  return {
    plan: failure || run ? undefined : newest,
    run,
    inBackground: id !== undefined,
    isCounting: asked.isFetching || run !== null,
    failure,
    again: asked.refetch,
    stop: () => {
      if (run) {
        stop.mutate(run.id);
      }
    },
    stopping: stop.isPending,
  };
}

function useCancelledAtTheEnd(workspace: string, run: string | undefined) {
  const last = useRef(run);
  useEffect(() => {
    last.current = run;
  }, [run]);
  useEffect(
    () => () => {
      if (last.current !== undefined) {
        // The count ends by itself if this request is lost.
        cancelSyncPlan(workspace, last.current).catch(() => {});
      }
    },
    [workspace],
  );
}
