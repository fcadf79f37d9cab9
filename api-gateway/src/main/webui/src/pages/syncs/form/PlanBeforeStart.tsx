import { Alert, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Sync, SyncRequest } from '@/api/generated/model';
import { planNewSync, planSync } from '@/api/generated/operations';
import { ProblemError } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { Question } from '@/components/form/Confirm';
import { Dialog } from '@/components/form/Dialog';
import { faultsOf } from '@/components/form/faults';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './PlanBeforeStart.module.css';
import { PlanFacts } from './PlanFacts';
import type { SyncDraft } from './syncDraft';

interface Props {
  stored: Sync | undefined;
  name: string;
  kind: SyncDraft['kind'];
  mode: SyncDraft['mode'];
  /** The name of the destination. */
  to: string;
  /** Whether the sync begins to delete, so that its name is asked for. */
  deletes: boolean;
  request: SyncRequest;
  starting: boolean;
  refused: Error | null;
  /** What the user has to know before the start, apart from the numbers. */
  warnings: readonly string[];
  /** @param plan the ticket; null if there is none */
  onStart: (plan: string | null) => void;
  onClose: () => void;
}

/**
 * Shows what the sync will do, and starts exactly this. If something has changed since, it shows what,
 * with a new plan, and nothing has started.
 */
export function PlanBeforeStart(props: Props) {
  const { stored, name, kind, mode, to, deletes, request, starting, refused, warnings } = props;
  const { onStart, onClose } = props;
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const outdated = isOutdated(refused);
  /** What has changed stays on screen while the new plan is started. */
  const [changes, setChanges] = useState<readonly string[] | null>(null);
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
  });
  const { refetch } = query;
  useEffect(() => {
    if (refused !== null && outdated) {
      setChanges(isExpired(refused) ? [] : Object.values(faultsOf(refused)));
      void refetch();
    }
  }, [refused, outdated, refetch]);
  /** Numbers of before are not shown while they are counted again, nor if that fails. */
  const plan = query.isFetching || query.isError ? undefined : query.data;
  const failure = query.isFetching ? null : query.error;
  const withPlan = stored ? 'plan.apply' : 'plan.start';
  const withoutPlan = stored ? 'plan.applyWithoutPlan' : 'plan.startWithoutPlan';
  return (
    <Dialog opened onClose={onClose} title={t('plan.title', { name })} size="lg">
      <Question
        onClose={onClose}
        action={t(failure ? withoutPlan : withPlan)}
        danger={deletes}
        {...(deletes ? { name } : {})}
        mutation={{
          mutate: () => onStart(plan?.plan ?? null),
          isPending: starting || query.isFetching,
          error: outdated ? null : refused,
        }}
      >
        <div role="status">
          {plan && <PlanFacts plan={plan} kind={kind} mode={mode} to={to} />}
          {failure &&
            (Object.values(faultsOf(failure)).length > 0 ? (
              <Text c="var(--failing)">{Object.values(faultsOf(failure)).join(' ')}</Text>
            ) : (
              <Failure error={failure} again={() => void refetch()} />
            ))}
          {!plan && !failure && <Skeleton height={260} />}
        </div>
        {warnings.map((words) => (
          <Alert key={words} mt="md" color="yellow">
            {words}
          </Alert>
        ))}
        {changes && (
          <Alert
            mt="md"
            color="yellow"
            title={t(changes.length > 0 ? 'plan.changed' : 'plan.expired')}
            role="alert"
          >
            <ul className={classes.changes}>
              {changes.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
            {t('plan.nothingStarted')} {plan && t('plan.newNumbers')}
          </Alert>
        )}
      </Question>
    </Dialog>
  );
}

/** Whether something has changed, or the ticket is too old: a new plan is needed. */
function isOutdated(error: Error | null): boolean {
  return (error instanceof ProblemError && error.code === 'plan-outdated') || isExpired(error);
}

function isExpired(error: Error | null): boolean {
  return error instanceof ProblemError && error.at('/plan') !== undefined;
}
