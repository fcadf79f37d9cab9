import { Button, Group, Kbd } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import { decisions, useLatestDecision } from './held';

/** The notice that shows it: one for all, so that a quick hand does not pile them up. */
export const DECIDED = 'identity-decided';

/** What was decided last, as long as it can be taken back. */
export function DecidedNow() {
  const { t } = useTranslation();
  const latest = useLatestDecision();
  useEffect(() => {
    if (latest === undefined) {
      notifications.hide(DECIDED);
    }
  }, [latest]);
  return (
    latest && (
      // As something new each time, so that it is said again where it is the same again.
      <Group key={latest.id} gap="sm" justify="space-between">
        {t(`inbox.decided.${latest.outcome}`)}
        <Button size="compact-sm" variant="default" onClick={() => decisions.undo(latest.id)}>
          {t('inbox.undo')} <Kbd ml={6}>U</Kbd>
        </Button>
      </Group>
    )
  );
}
