import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { QuarantinedMessagesOfReason } from '@/api/generated/model';
import { useTell } from '@/components/feedback/useTell';
import { Confirm } from '@/components/form/Confirm';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { SERVICES, type Service } from './services';

interface Props {
  service: Service;
  reason: QuarantinedMessagesOfReason;
}

/** Asks a service to apply everything of one reason once more, after asking. */
export function TryAllMessagesAgain({ service, reason }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const tell = useTell();
  const may = useMay(SERVICES[service].redriveAllOperation);
  const [asking, setAsking] = useState(false);
  const all = useMutation({
    mutationFn: async () => {
      let requested = 0;
      let more = true;
      while (more) {
        const part = await SERVICES[service].redriveAll(workspace, { reason: reason.reason });
        requested += part.requested;
        more = part.more;
      }
      return requested;
    },
    onSuccess: (count) => {
      setAsking(false);
      tell({ message: t('messages.requested', { count }) });
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
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('messages.allTitle', { count: reason.count })}
        action={t('failure.again')}
        mutation={{ ...all, mutate: () => all.mutate() }}
      >
        <Text>{t('messages.allDetail', { service: t(`messages.services.${service}`) })}</Text>
      </Confirm>
    </>
  );
}
