import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { requestChange } from '@/api/generated/operations';
import type { RefusedChange } from '@/api/refusedChange';
import { later } from '@/components/later/later';
import { TextLink } from '@/components/links';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { useOpenedOnce } from '../later/useOpenedOnce';

const OpenedReason = later(() =>
  import('./OpenedReason').then(({ OpenedReason }) => ({ default: OpenedReason })),
);

interface Props {
  /** They are asked for with one reason. */
  changes: readonly RefusedChange[];
  onAsked?: (change: RefusedChange) => void;
}

/** Requests approval by another user for changes that were refused. */
export function AskForApproval({ changes, onAsked }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [opened, setOpened] = useState(false);
  const once = useOpenedOnce(opened);
  const ask = useMutation({
    mutationFn: async (reason: string) => {
      for (const change of changes) {
        await requestChange(workspace, { ...change, reason });
        onAsked?.(change);
      }
    },
    onSuccess: () => setOpened(false),
    onSettled: () =>
      client.invalidateQueries({ queryKey: ['workspaces', workspace, 'change-requests'] }),
  });
  if (ask.isSuccess) {
    return (
      <Text role="status">
        {t('approvals.asked')}{' '}
        <TextLink
          to="/w/$workspace/team"
          params={{ workspace }}
          search={{ tab: 'approvals' }}
          inherit
        >
          {t('approvals.see')}
        </TextLink>
      </Text>
    );
  }
  return (
    <>
      <Button size="xs" onClick={() => setOpened(true)}>
        {t('approvals.ask')}
      </Button>
      {once && (
        <Suspense>
          <OpenedReason
            opened={opened}
            pending={ask.isPending}
            error={ask.error}
            onAsk={ask.mutate}
            onClose={() => setOpened(false)}
          />
        </Suspense>
      )}
    </>
  );
}
