import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Sync } from '@/api/generated/model';
import { deleteSync, pauseSync, resumeSync } from '@/api/generated/operations';
import { isWithoutAnswer } from '@/api/problem';
import { syncQuery, syncsQuery } from '@/api/queries';
import { figures } from '@/components/deliveries/figures';
import { Question } from '@/components/form/Confirm';
import { useFormats } from '@/components/text/useFormats';
import { withdraws } from '@/features/syncs/modes';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { PerhapsStarted } from './PerhapsStarted';
import { PlannedRerun } from './PlannedRerun';
import type { SyncQuestion } from './syncQuestion';
import { useRerun } from './useRerun';

const SENT = { pause: pauseSync, resume: resumeSync, delete: deleteSync };

/** What remains at the destination of a deleted sync. */
function deleteDetail(mode: Sync['mode']) {
  switch (mode) {
    case 'append':
      return 'activation.deleteSyncOfEvents';
    case 'delete':
      return 'activation.deleteSyncThatDeletes';
    default:
      return 'activation.deleteSyncDetail';
  }
}

interface Props {
  question: SyncQuestion;
  sync: Sync;
  onClose: () => void;
}

/** Says what will happen, and does it once the user confirms it. */
export function OpenedSyncQuestion({ question, sync, onClose }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [planned, setPlanned] = useState(false);
  const mutation = useMutation({
    mutationFn: async () => {
      if (question !== 'rerun') {
        await SENT[question](workspace, sync.id);
      }
    },
    onSuccess: () => {
      if (question === 'delete') {
        void navigate({ to: '/w/$workspace/syncs', params: { workspace } });
        void client.invalidateQueries(syncsQuery(workspace));
        return undefined;
      }
      onClose();
      return client.invalidateQueries(syncQuery(workspace, sync.id));
    },
  });
  const rerun = useRerun(sync, () => {
    onClose();
    void navigate({
      to: '/w/$workspace/syncs/$sync',
      params: { workspace, sync: sync.id },
      search: { tab: 'progress' },
    });
  });
  const { delivered, onTheirWay } = figures([sync.counts]);
  const there = formats.number(delivered);
  const deletes = sync.mode === 'delete';
  const asked = { onClose, mutation };
  switch (question) {
    case 'pause':
      return (
        <Question {...asked} action={t('activation.pause')}>
          {deletes
            ? t('activation.pauseThatDeletes', { count: onTheirWay })
            : t('activation.pauseDetail', { count: onTheirWay })}{' '}
          {withdraws(sync) && t('activation.pauseRemovals')}
        </Question>
      );
    case 'resume':
      return (
        <Question {...asked} action={t('activation.resume')} danger>
          {t('activation.resumeThatDeletes', { count: onTheirWay })}
        </Question>
      );
    case 'rerun': {
      const detail = t(deletes ? 'activation.rerunThatDeletes' : 'activation.rerunDetail', {
        there,
      });
      return planned ? (
        <PlannedRerun sync={sync} detail={detail} onClose={onClose} />
      ) : (
        <Question
          onClose={onClose}
          mutation={{
            mutate: () => rerun.mutate(null),
            isPending: rerun.isPending,
            error: isWithoutAnswer(rerun.error) ? null : rerun.error,
          }}
          ready={!rerun.lost || rerun.agreed}
          action={t('activation.rerun')}
          more={
            <Button variant="default" onClick={() => setPlanned(true)}>
              {t('plan.open')}
            </Button>
          }
        >
          {detail}
          {rerun.lost && <PerhapsStarted sync={sync} rerun={rerun} />}
        </Question>
      );
    }
    case 'delete':
      return (
        <Question {...asked} action={t('activation.delete')} name={sync.name} danger>
          {t(deleteDetail(sync.mode), { there })}
        </Question>
      );
  }
}
