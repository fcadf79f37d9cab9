import { Button, Stack, Text } from '@mantine/core';
import { IconCircle, IconCircleCheck, IconProgress } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { cancelRebuild } from '@/api/generated/operations';
import { Confirm } from '@/components/form/Confirm';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { REBUILD_STEPS, type Rebuild } from '../trialContract';
import { HistoryRead } from './HistoryRead';
import { rebuildsQuery } from './queries';
import classes from './trial.module.css';

/** The steps of a rebuild that is under way, and how far the one is that is being done. */
export function RebuildProgress({ rebuild: { id, progress } }: { rebuild: Rebuild }) {
  const { t } = useTranslation();
  const now = progress === null ? -1 : REBUILD_STEPS.indexOf(progress.step);
  return (
    <Stack gap="sm">
      <ol className={classes.steps}>
        {REBUILD_STEPS.map((step, at) => {
          const Icon = at < now ? IconCircleCheck : at === now ? IconProgress : IconCircle;
          return (
            <li
              key={step}
              data-step={at < now ? 'done' : at === now ? 'now' : 'later'}
              aria-current={at === now ? 'step' : undefined}
            >
              <Icon size={16} aria-hidden /> {t(`trial.rebuild.steps.${step}`)}
              {at < now && <span className="sr-only">{t('trial.rebuild.stepDone')}</span>}
            </li>
          );
        })}
      </ol>
      {progress?.step === 'switching' ? (
        <Text role="status" c="dimmed">
          {t('trial.rebuild.switched', { changed: progress.changed, left: progress.left })}
        </Text>
      ) : (
        <HistoryRead reading={progress} />
      )}
      <Text fz="sm" c="dimmed">
        {t('trial.mayLeave')}
      </Text>
      <Cancel id={id} />
    </Stack>
  );
}

/** Half-way, some are as the rules say and others as before: that is asked for twice. */
function Cancel({ id }: Pick<Rebuild, 'id'>) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const may = useMay('cancelRebuild').allowed;
  const cancel = useMutation({
    mutationFn: () => cancelRebuild(workspace, id),
    onSuccess: () => setAsking(false),
    onSettled: () => client.invalidateQueries(rebuildsQuery(workspace)),
  });
  return (
    may && (
      <div>
        <Button variant="default" disabled={cancel.isSuccess} onClick={() => setAsking(true)}>
          {t(cancel.isSuccess ? 'trial.cancelling' : 'trial.rebuild.cancel')}
        </Button>
        <Confirm
          opened={asking}
          onClose={() => setAsking(false)}
          title={t('trial.rebuild.cancelTitle')}
          action={t('trial.rebuild.cancel')}
          danger
          mutation={cancel}
        >
          {t('trial.rebuild.cancelDetail')}
        </Confirm>
      </div>
    )
  );
}
