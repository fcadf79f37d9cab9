import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Sync } from '@/api/generated/model';
import { testSync } from '@/api/generated/operations';
import { lookUp } from '@/api/lookUp';
import { TestResult } from '@/components/connectors/TestResult';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { identifierOf } from '@/features/people/identifier';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

interface Props {
  sync: Sync;
  opened: boolean;
  onClose: () => void;
}

/** Sends one record for real, and shows what was said. */
export function SendTest({ sync, opened, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [sought, setSought] = useState('');
  const people = sync.from.kind === 'audience' || sync.from.kind === 'profiles';
  const test = useMutation({
    mutationFn: async () => {
      const typed = sought.trim();
      if (!people || typed === '') {
        return testSync(workspace, sync.id, {});
      }
      const known = identifierOf(typed);
      const profile =
        known?.type === 'profile'
          ? typed
          : await lookUp(workspace, { type: known?.type ?? 'user_id', value: typed });
      return testSync(workspace, sync.id, { profile });
    },
  });
  return (
    <Dialog
      opened={opened}
      onClose={() => {
        test.reset();
        onClose();
      }}
      title={t('activation.sendTest')}
      size="lg"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          test.mutate();
        }}
      >
        <Stack gap="md">
          <Text>{t('activation.sendTestDetail')}</Text>
          {people && (
            <TextInput
              label={t('activation.findPerson')}
              description={t('activation.anyIfEmpty')}
              autoComplete="off"
              value={sought}
              onChange={({ currentTarget }) => {
                setSought(currentTarget.value);
                test.reset();
              }}
            />
          )}
          {test.error && <Failure error={test.error} />}
          {test.data && <TestResult result={test.data} passed={t('activation.testTaken')} />}
          <Group justify="flex-end">
            <Button type="submit" loading={test.isPending}>
              {t('activation.sendNow')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
