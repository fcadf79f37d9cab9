import { Button, Stack, Text } from '@mantine/core';
import { IconCircle, IconCircleCheck, IconProgress } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { cancelMatchingRun } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { matchingRunsQuery } from '../queries';
import { type MatchingRun, STEPS } from '../suggestions/contract';
import classes from './matching.module.css';

/** The steps of a run that is under way: what is done, what is being done, and how much was read. */
export function Progress({ run }: { run: MatchingRun }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay('cancelMatchingRun').allowed;
  const cancel = useMutation({
    mutationFn: () => cancelMatchingRun(workspace, run.id),
    onSettled: () => client.invalidateQueries(matchingRunsQuery(workspace)),
  });
  const now = run.step === null ? -1 : STEPS.indexOf(run.step);
  return (
    <Stack gap="sm">
      <ol className={classes.steps}>
        {STEPS.map((step, at) => {
          const Icon = at < now ? IconCircleCheck : at === now ? IconProgress : IconCircle;
          return (
            <li
              key={step}
              data-step={at < now ? 'done' : at === now ? 'now' : 'later'}
              aria-current={at === now ? 'step' : undefined}
            >
              <Icon size={16} aria-hidden /> {t(`matching.steps.${step}`)}
              {at < now && <span className="sr-only">{t('matching.stepDone')}</span>}
            </li>
          );
        })}
      </ol>
      <Text role="status" c="dimmed">
        {now < 0 ? t('matching.queued') : t('matching.read', { count: run.records })}
      </Text>
      <Text fz="sm" c="dimmed">
        {t('runs.mayLeave')}
      </Text>
      {cancel.error && <Failure error={cancel.error} />}
      {may && (
        <div>
          <Button
            variant="default"
            loading={cancel.isPending}
            disabled={cancel.isSuccess}
            onClick={() => cancel.mutate()}
          >
            {t(cancel.isSuccess ? 'runs.cancelling' : 'runs.cancel')}
          </Button>
        </div>
      )}
    </Stack>
  );
}
