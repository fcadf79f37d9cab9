import { Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Sync } from '@/api/generated/model';
import { replayEvents } from '@/api/generated/operations';
import { syncQuery } from '@/api/queries';
import { useTell } from '@/components/feedback/useTell';
import { Question } from '@/components/form/Confirm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

interface Props {
  sync: Sync;
  onClose: () => void;
}

const HOUR = 3_600_000;

/** How far back a replay can begin. The longest stays a little below the limit of the API. */
const REACHES = { day: 24 * HOUR, threeDays: 72 * HOUR, week: 167 * HOUR } as const;

type Reach = keyof typeof REACHES;

const CHOICES = ['day', 'threeDays', 'week'] as const satisfies readonly Reach[];

/** Asks for how far back, and starts the replay. */
export function OpenedReplay({ sync, onClose }: Props) {
  const { t } = useTranslation();
  const tell = useTell();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [reach, setReach] = useState<Reach>('day');
  const replay = useMutation({
    mutationFn: () =>
      replayEvents(workspace, sync.id, {
        since: new Date(Date.now() - REACHES[reach]).toISOString(),
      }),
    onSuccess: () => {
      onClose();
      tell({ message: t('activation.replayStarted') });
      return client.invalidateQueries(syncQuery(workspace, sync.id));
    },
  });
  return (
    <Question onClose={onClose} action={t('activation.replaySend')} mutation={replay}>
      <Stack gap="md">
        <Text>{t('activation.replayDetail')}</Text>
        <Radio.Group
          label={t('activation.replaySince')}
          value={reach}
          onChange={(value) => setReach(CHOICES.find((each) => each === value) ?? 'day')}
        >
          <Stack gap="xs" mt="xs">
            {CHOICES.map((each) => (
              <Radio key={each} value={each} label={t(`activation.replayReaches.${each}`)} />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </Question>
  );
}
