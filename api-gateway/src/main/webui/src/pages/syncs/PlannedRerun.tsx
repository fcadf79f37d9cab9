import { Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Sync } from '@/api/generated/model';
import { planSync } from '@/api/generated/operations';
import { useDestinationNames } from '@/components/objects/useNames';
import { useSyncedObject } from '@/features/syncs/useReceivers';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { LaterPlan } from './form/LaterPlan';
import { PerhapsStarted } from './PerhapsStarted';
import { useRerun } from './useRerun';

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
  const to = useDestinationNames()(sync.destination);
  const object = useSyncedObject(sync);
  // If another user changes the sync meanwhile, the ticket of this version is refused with the changes.
  const [version] = useState(sync.version);
  const start = useRerun(sync, onClose);
  /** The button that asked for the plan is gone. */
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => said.current?.focus(), []);
  return (
    <>
      <Text ref={said} tabIndex={-1} mb="md" style={{ outline: 'none' }}>
        {detail}
      </Text>
      <LaterPlan
        about={[sync.id, 'rerun', version]}
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
        again={
          start.lost
            ? { asked: <PerhapsStarted sync={sync} rerun={start} />, agreed: start.agreed }
            : null
        }
        warnings={sync.state === 'paused' ? [t('plan.paused')] : []}
        onStart={(plan) => start.mutate(plan)}
        onClose={onClose}
      />
    </>
  );
}
