import { Alert, Skeleton, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { ObjectType, SyncPlan } from '@/api/generated/model';
import { isWithoutAnswer, ProblemError } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { Question } from '@/components/form/Confirm';
import { faultsOf } from '@/components/form/faults';
import { useTranslation } from '@/texts/useTranslation';
import classes from './OpenedPlan.module.css';
import { PlanCounting } from './PlanCounting';
import { PlanFacts } from './PlanFacts';
import type { SyncDraft } from './syncDraft';
import { useCountedPlan } from './useCountedPlan';

/** Height of the numbers in pixels, so that the dialog keeps its size. */
const PLAN_HEIGHT = 260;

export interface PlanProps {
  /** What is planned: a plan of something else is asked for anew. */
  about: readonly unknown[];
  plan: (signal: AbortSignal) => Promise<SyncPlan>;
  kind: SyncDraft['kind'];
  mode: SyncDraft['mode'];
  /** The name of the destination. */
  to: string;
  /** What a record is at the destination; undefined while it is not known. */
  object: ObjectType | undefined;
  /** The words of the button, and those without a plan. */
  action: string;
  actionWithoutPlan: string;
  /** The name that is typed before the sync begins to delete. */
  deletes?: string | undefined;
  /** Whether a repeated attempt whose first answer was lost has the answer of the first. */
  repeatable: boolean;
  starting: boolean;
  refused: Error | null;
  /**
   * After an attempt without an answer that must not be repeated before the user agrees: what asks
   * for it, in place of the failure, and whether the user has agreed.
   */
  again?: { asked: ReactNode; agreed: boolean } | null;
  /** What the user has to know before the start, apart from the numbers. */
  warnings: readonly string[];
  /** @param plan the ticket; null if there is none */
  onStart: (plan: string | null) => void;
  onClose: () => void;
}

/**
 * Shows what a sync will do, and starts exactly this. If something has changed since, it shows what,
 * with a new plan, and nothing has started.
 */
export function OpenedPlan(props: PlanProps) {
  const { about, kind, mode, to, object, action, actionWithoutPlan, deletes, repeatable } = props;
  const { starting, refused, again = null, warnings, onStart, onClose } = props;
  const { t } = useTranslation();
  const outdated = isOutdated(refused);
  /** What has changed stays on screen while the new plan is started. */
  const [changes, setChanges] = useState<readonly string[] | null>(null);
  /** Whether an attempt had no answer, so that it may have taken effect. */
  const [lost, setLost] = useState(false);
  const {
    plan,
    run,
    inBackground,
    isCounting,
    failure,
    again: planAgain,
    stop,
    stopping,
  } = useCountedPlan(about, props.plan);
  useEffect(() => {
    if (refused !== null && outdated) {
      setChanges(isExpired(refused) ? [] : changesIn(refused));
      void planAgain();
    }
    setLost((before) => before || (!repeatable && isWithoutAnswer(refused)));
  }, [refused, outdated, repeatable, planAgain]);
  return (
    <Question
      onClose={onClose}
      action={failure ? actionWithoutPlan : action}
      danger={deletes !== undefined}
      ready={again?.agreed ?? true}
      {...(deletes === undefined ? {} : { name: deletes })}
      mutation={{
        mutate: () => onStart(plan?.plan ?? null),
        isPending: starting || isCounting,
        error: outdated || (again && isWithoutAnswer(refused)) ? null : refused,
      }}
    >
      <div role="status">
        {plan && (
          <PlanFacts
            plan={plan}
            kind={kind}
            mode={mode}
            to={to}
            object={object}
            inBackground={inBackground}
          />
        )}
        {failure &&
          (Object.values(faultsOf(failure)).length > 0 ? (
            <Text c="var(--failing)">{Object.values(faultsOf(failure)).join(' ')}</Text>
          ) : (
            <Failure error={failure} again={() => void planAgain()} />
          ))}
        {!plan && !run && !failure && <Skeleton height={PLAN_HEIGHT} />}
      </div>
      {run && <PlanCounting run={run} stopping={stopping} onStop={stop} />}
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
          {changes.length > 0 && (
            <ul className={classes.changes}>
              {changes.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          )}
          {t(lost || again ? 'plan.perhapsStarted' : 'plan.nothingStarted')}{' '}
          {plan && t('plan.newNumbers')}
        </Alert>
      )}
      {again?.asked}
    </Question>
  );
}

/** Whether something has changed, or the ticket is too old: a new plan is needed. */
function isOutdated(error: Error | null): boolean {
  return (error instanceof ProblemError && error.code === 'plan-outdated') || isExpired(error);
}

function isExpired(error: Error | null): boolean {
  return error instanceof ProblemError && error.at('/plan') !== undefined;
}

/** Each change in a sentence; several can be about one part of the plan. */
function changesIn(error: Error): readonly string[] {
  return error instanceof ProblemError
    ? (error.problem.errors ?? []).map(({ detail }) => detail)
    : [];
}
