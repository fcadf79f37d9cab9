import { Alert, List, Skeleton, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Sync, SyncRequest } from '@/api/generated/model';
import { planNewSync, planSync } from '@/api/generated/operations';
import { ProblemError } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { Question } from '@/components/form/Confirm';
import { Dialog } from '@/components/form/Dialog';
import { faultsOf } from '@/components/form/faults';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { PlanFacts } from './PlanFacts';
import type { SyncDraft } from './syncDraft';

interface Props {
  stored: Sync | undefined;
  name: string;
  kind: SyncDraft['kind'];
  /** The name of the destination. */
  to: string;
  /** Whether the sync begins to delete, so that its name is asked for. */
  deletes: boolean;
  request: SyncRequest;
  starting: boolean;
  refused: Error | null;
  /** @param plan the ticket; null if the caller gets none */
  onStart: (plan: string | null) => void;
  onClose: () => void;
}

/**
 * Shows what the sync will do, and starts exactly this. If something has changed since, it shows what,
 * with a new plan, and nothing has started.
 */
export function PlanBeforeStart(props: Props) {
  const { stored, name, kind, to, deletes, request, starting, refused, onStart, onClose } = props;
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const outdated = isOutdated(refused);
  /** What has changed stays on screen while the new plan is started. */
  const [changes, setChanges] = useState<readonly string[]>([]);
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'sync-plan', stored?.id ?? null, request],
    queryFn: ({ signal }) =>
      stored
        ? planSync(workspace, stored.id, request, { signal })
        : planNewSync(workspace, request, { signal }),
    retry: false,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  });
  const { refetch } = query;
  useEffect(() => {
    if (refused !== null && outdated) {
      setChanges(Object.values(faultsOf(refused)));
      void refetch();
    }
  }, [refused, outdated, refetch]);
  return (
    <Dialog opened onClose={onClose} title={t('plan.title', { name })} size="lg">
      <Question
        onClose={onClose}
        action={t(stored ? 'plan.apply' : 'plan.start')}
        danger={deletes}
        {...(deletes ? { name } : {})}
        mutation={{
          mutate: () => {
            if (query.data) {
              onStart(query.data.plan);
            }
          },
          isPending: starting || query.isFetching,
          error: outdated ? null : refused,
        }}
      >
        <div role="status">
          <Loaded
            query={query}
            skeleton={<Skeleton height={260} />}
            failed={(error, again) =>
              Object.values(faultsOf(error)).length > 0 ? (
                <Text c="var(--failing)">{Object.values(faultsOf(error)).join(' ')}</Text>
              ) : (
                <Failure error={error} again={again} />
              )
            }
          >
            {(plan) => <PlanFacts plan={plan} kind={kind} to={to} />}
          </Loaded>
        </div>
        {changes.length > 0 && (
          <Alert mt="md" color="yellow" title={t('plan.changed')} role="alert">
            <List size="sm">
              {changes.map((words) => (
                <List.Item key={words}>{words}</List.Item>
              ))}
            </List>
            {t('plan.changedDetail')}
          </Alert>
        )}
      </Question>
    </Dialog>
  );
}

/** Whether the world has changed, or the ticket is too old: a new plan is needed. */
function isOutdated(error: Error | null): boolean {
  return (
    error instanceof ProblemError &&
    (error.code === 'plan-outdated' || error.at('/plan') !== undefined)
  );
}
