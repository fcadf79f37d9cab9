import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Sync } from '@/api/generated/model';
import { planSync, rerunSync } from '@/api/generated/operations';
import { syncQuery } from '@/api/queries';
import { useDestinationNames } from '@/components/objects/useNames';
import { useSyncedObject } from '@/features/syncs/useReceivers';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { LaterPlan } from './form/LaterPlan';

interface Props {
  sync: Sync;
  /** What another run does, in words. */
  detail: string;
  onClose: () => void;
}

/** Shows what another run of a sync will do, and starts exactly this. */
export function PlannedRerun({ sync, detail, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const to = useDestinationNames()(sync.destination);
  const object = useSyncedObject(sync);
  const start = useMutation({
    mutationFn: (plan: string | null) =>
      rerunSync(workspace, sync.id, plan === null ? {} : { plan }),
    onSuccess: () => {
      onClose();
      return client.invalidateQueries(syncQuery(workspace, sync.id));
    },
  });
  /** The button that asked for the plan is gone. */
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => said.current?.focus(), []);
  return (
    <>
      <Text ref={said} tabIndex={-1} mb="md" style={{ outline: 'none' }}>
        {detail}
      </Text>
      <LaterPlan
        about={[sync.id, 'rerun', sync.version]}
        plan={(signal) => planSync(workspace, sync.id, undefined, { signal })}
        kind={sync.from.kind}
        mode={sync.mode}
        to={to}
        object={object}
        action={t('activation.rerun')}
        actionWithoutPlan={t('plan.rerunWithoutPlan')}
        repeatable={false}
        starting={start.isPending}
        refused={start.error}
        warnings={sync.state === 'paused' ? [t('plan.paused')] : []}
        onStart={(plan) => start.mutate(plan)}
        onClose={onClose}
      />
    </>
  );
}
