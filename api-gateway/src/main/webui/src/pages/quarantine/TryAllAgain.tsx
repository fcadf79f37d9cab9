import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { QuarantineReason } from '@/api/generated/model';
import { redriveQuarantine } from '@/api/generated/operations';
import { Confirm } from '@/components/form/Confirm';
import { Time } from '@/components/text/Time';
import { pendingChanges } from '@/features/pending/pendingChanges';
import { usePendingChange } from '@/features/pending/usePending';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';

/** Puts everything of one reason back on its way, after asking. */
export function TryAllAgain({ reason, name }: { reason: QuarantineReason; name: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay('redriveQuarantine');
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState(0);
  // Which inputs were sent is not known after a reload: those that fail again are in the list as before.
  const sent = usePendingChange(reason.reason, 'redrive', '');
  const all = useMutation({
    mutationFn: async () => {
      let cursor: string | null = null;
      let redriven = 0;
      do {
        const part = await redriveQuarantine(workspace, { reason: reason.reason, cursor });
        redriven += part.redriven;
        setDone(redriven);
        cursor = part.nextCursor;
      } while (cursor !== null);
    },
    onSuccess: () => {
      setAsking(false);
      pendingChanges.add(workspace, reason.reason, {
        event: reason.reason,
        subject: 'redrive',
        name: '',
        sentAt: Date.now(),
      });
      return client.invalidateQueries({ queryKey: ['workspaces', workspace] });
    },
  });
  if (!may.allowed) {
    return may.needs ? (
      <Text fz="sm" c="dimmed">
        {t('quarantine.needs', { role: t(`roles.${may.needs}`) })}
      </Text>
    ) : null;
  }
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setAsking(true)}>
        {t('quarantine.all')}
      </Button>
      <Text fz="sm" c="dimmed" role="status">
        {done > 0
          ? t('quarantine.redriven', { count: done })
          : sent && (
              <>
                {t('quarantine.sent')}{' '}
                <Time at={new Date(sent.sentAt).toISOString()} clock="wall" />.{' '}
                {t('quarantine.sentDetail')}
              </>
            )}
      </Text>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('quarantine.allTitle', { count: reason.count })}
        action={t('failure.again')}
        mutation={all}
      >
        <Text>{t('quarantine.allDetail', { reason: name })}</Text>
      </Confirm>
    </>
  );
}
