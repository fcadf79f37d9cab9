import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Failure } from '@/components/feedback/Failure';
import { useTell } from '@/components/feedback/useTell';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { SERVICES, type Service } from './services';

interface Props {
  service: Service;
  message: string;
  redrives: number;
}

/** Asks the service to apply a message once more, and says how often that was done. */
export function TryMessageAgain({ service, message, redrives }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const tell = useTell();
  const may = useMay(SERVICES[service].redriveOperation);
  const again = useMutation({
    mutationFn: () => SERVICES[service].redrive(workspace, message),
    onSuccess: () => {
      // The message leaves the list, so nothing there can say it.
      tell({ message: t('messages.requested', { count: 1 }) });
      return client.invalidateQueries({ queryKey: ['workspaces', workspace] });
    },
  });
  return (
    <>
      {again.error && <Failure error={again.error} />}
      {may.allowed && (
        <Button
          size="compact-sm"
          variant="default"
          loading={again.isPending}
          onClick={() => again.mutate()}
        >
          {t('failure.again')}
        </Button>
      )}
      {redrives > 0 && (
        <Text fz="sm" c="dimmed">
          {t('quarantine.tried', { count: redrives })}
        </Text>
      )}
    </>
  );
}
