import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { DestinationRequest } from '@/api/generated/model';
import { testNewDestination } from '@/api/generated/operations';
import { TestResult } from '@/components/connectors/TestResult';
import { Failure } from '@/components/feedback/Failure';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** Asks the destination whether it can be reached with the values of the form. */
export function TryUnsaved({ request }: { request: () => DestinationRequest | null }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const test = useMutation({
    mutationFn: (asked: DestinationRequest) => testNewDestination(workspace, asked),
  });
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button
          variant="default"
          loading={test.isPending}
          onClick={() => {
            const asked = request();
            if (asked) {
              test.mutate(asked);
            }
          }}
        >
          {t('activation.testConnection')}
        </Button>
        <Text fz="sm" c="dimmed">
          {t('activation.testHelp')}
        </Text>
      </Group>
      {test.error && <Failure error={test.error} />}
      <div role="status">
        {test.data && <TestResult result={test.data} passed={t('activation.connectionWorks')} />}
      </div>
    </Stack>
  );
}
