import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { redriveQuarantinedInput } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { StateBadge } from '@/components/StateBadge';
import { useNow } from '@/components/text/useNow';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import type { PendingChange } from './pendingChange';
import { pendingChanges } from './pendingChanges';
import { USUAL, usePendingChange } from './usePending';

/** Redrives an input from the quarantine, and says how often that was done, and whether it is being done. */
export function TryAgain({ input, redrives }: { input: string; redrives: number }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay('redriveQuarantinedInput');
  // The count grows when the input was processed again, with or without success.
  const name = String(redrives);
  const pending = usePendingChange(input, 'redrive', name);
  const again = useMutation({
    mutationFn: () => redriveQuarantinedInput(workspace, input),
    onSuccess: () => {
      const sentAt = Date.now();
      pendingChanges.add(workspace, input, { event: input, subject: 'redrive', name, sentAt });
      return client.invalidateQueries({ queryKey: ['workspaces', workspace] });
    },
  });
  return (
    <>
      {again.error && <Failure error={again.error} />}
      <Group gap="sm">
        {may.allowed ? (
          <Button
            size="compact-sm"
            variant="default"
            loading={again.isPending}
            onClick={() => again.mutate()}
          >
            {t('failure.again')}
          </Button>
        ) : (
          may.needs && (
            <Text fz="sm" c="dimmed">
              {t('quarantine.needs', { role: t(`roles.${may.needs}`) })}
            </Text>
          )
        )}
        <div role="status">{pending && <Mark pending={pending} />}</div>
        {redrives > 0 && (
          <Text fz="sm" c="dimmed">
            {t('quarantine.tried', { count: redrives })}
          </Text>
        )}
      </Group>
    </>
  );
}

function Mark({ pending }: { pending: PendingChange }) {
  const { t } = useTranslation();
  const late = useNow() - pending.sentAt > USUAL;
  return (
    <>
      <StateBadge state={late ? 'attention' : 'running'}>{t('pending.mark')}</StateBadge>
      <Text fz="sm">{t(late ? 'pending.late' : 'quarantine.onItsWay')}</Text>
    </>
  );
}
