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

/** What a request for approval is called while it is sent. */
export const ASKING = ['ask-for-approval'];

interface Props {
  /** They are asked for with one reason. */
  changes: readonly RefusedChange[];
  onAsked?: (change: RefusedChange) => void;
}

/** The button that had the focus is gone. */
const focus = (element: HTMLElement | null) => element?.focus();

/** Requests approval by another user for changes that were refused. */
export function AskForApproval({ changes, onAsked }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [opened, setOpened] = useState(false);
  const once = useOpenedOnce(opened);
  /** With those of an attempt that failed in the middle, which are no longer among the changes. */
  const [asked, setAsked] = useState(0);
  const ask = useMutation({
    mutationKey: ASKING,
    mutationFn: async (reason: string) => {
      for (const change of changes) {
        await requestChange(workspace, { ...change, reason });
        setAsked((before) => before + 1);
        onAsked?.(change);
      }
    },
    onSuccess: () => setOpened(false),
    onSettled: () =>
      client.invalidateQueries({ queryKey: ['workspaces', workspace, 'change-requests'] }),
  });
  if (ask.isSuccess) {
    return (
      <Text role="status" tabIndex={-1} ref={focus}>
        {t('approvals.asked', { count: asked })}{' '}
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
