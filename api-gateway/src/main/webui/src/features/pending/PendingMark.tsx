import { Button, Text } from '@mantine/core';
import { EventLink } from '@/components/events/EventLink';
import { reasonName } from '@/components/events/reasonName';
import { StateBadge } from '@/components/StateBadge';
import { useNow } from '@/components/text/useNow';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './PendingMark.module.css';
import type { PendingChange, Subject } from './pendingChange';
import { pendingChanges } from './pendingChanges';
import { USUAL, useOutcome, usePendingChange } from './usePending';

interface Props {
  object: string;
  subject: Subject;
  name: string;
}

/** Says that a change was sent and is not applied yet, or that it was refused. */
export function PendingMark({ object, subject, name }: Props) {
  const change = usePendingChange(object, subject, name);
  return (
    <div role="status">
      {change && <ChangeMark key={change.event} object={object} change={change} />}
    </div>
  );
}

interface ChangeProps {
  object: string;
  change: PendingChange;
}

/** Takes the mark away, and not the change. */
function Dismiss({ object, change }: ChangeProps) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  return (
    <Button
      size="compact-xs"
      variant="default"
      onClick={() => pendingChanges.remove(workspace, object, change.event)}
    >
      {t('pending.dismiss')}
    </Button>
  );
}

function ChangeMark({ object, change }: ChangeProps) {
  const { t } = useTranslation();
  const now = useNow();
  const refused = useOutcome(object, change);
  if (refused !== null) {
    return (
      <div className={classes.mark}>
        <StateBadge state="failing">{t('pending.refused')}</StateBadge>
        <Text fz="sm">
          <EventLink id={change.event}>
            {t(reasonName(refused.reason ?? 'other'), { reason: refused.reason })}
          </EventLink>
        </Text>
        <Dismiss object={object} change={change} />
      </div>
    );
  }
  const late = now - change.sentAt > USUAL;
  return (
    <div className={classes.mark}>
      <StateBadge state={late ? 'attention' : 'running'}>
        {t(change.subject === 'unmerge' ? 'pending.unmerge' : 'pending.mark')}
      </StateBadge>
      {late && (
        <>
          <Text fz="sm">{t('pending.late')}</Text>
          <Dismiss object={object} change={change} />
        </>
      )}
    </div>
  );
}
