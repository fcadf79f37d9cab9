import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { redriveQuarantinedInput } from '@/api/generated/operations';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { Failure } from '../feedback/Failure';

/** Redrives an input from the quarantine, and says how often that was done. */
export function TryAgain({ input, redrives }: { input: string; redrives: number }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay('redriveQuarantinedInput');
  const again = useMutation({
    mutationFn: () => redriveQuarantinedInput(workspace, input),
    onSuccess: () => client.invalidateQueries({ queryKey: ['workspaces', workspace] }),
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
        <Text fz="sm" c="dimmed" role="status">
          {redrives > 0 && t('quarantine.tried', { count: redrives })}
          {again.isSuccess && redrives === 0 && t('quarantine.onItsWay')}
        </Text>
      </Group>
    </>
  );
}
