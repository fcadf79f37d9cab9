import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { requestChange } from '@/api/generated/operations';
import { ProblemError } from '@/api/problem';
import type { RefusedChange } from '@/api/refusedChange';
import { TextLink } from '@/components/links';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Dialog } from '../form/Dialog';

interface Props {
  change: RefusedChange;
}

/** Requests approval by another user for a change that was refused. */
export function AskForApproval({ change }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [opened, setOpened] = useState(false);
  const ask = useMutation({
    mutationFn: (reason: string) => requestChange(workspace, { ...change, reason }),
    onSuccess: async () => {
      setOpened(false);
      await client.invalidateQueries({ queryKey: ['workspaces', workspace, 'change-requests'] });
    },
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
      <Dialog
        opened={opened}
        holds
        title={t('approvals.askTitle')}
        onClose={() => setOpened(false)}
      >
        <Reason
          pending={ask.isPending}
          error={ask.error}
          onAsk={ask.mutate}
          onClose={() => setOpened(false)}
        />
      </Dialog>
    </>
  );
}

interface ReasonProps {
  pending: boolean;
  error: Error | null;
  onAsk: (reason: string) => void;
  onClose: () => void;
}

/** No form of its own: it may stand inside of the form whose change was refused. */
function Reason({ pending, error, onAsk, onClose }: ReasonProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const empty = reason.trim() === '';
  const refused = error instanceof ProblemError ? error.at('/reason') : undefined;
  return (
    <Stack gap="md">
      <Text>{t('approvals.askDetail')}</Text>
      <Textarea
        label={t('approvals.reason')}
        description={t('approvals.reasonHelp')}
        value={reason}
        error={tried && empty ? t('approvals.reasonMissing') : refused}
        maxLength={500}
        autosize
        minRows={3}
        data-autofocus
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {error && !refused && (
        <Text role="alert" c="var(--failing)">
          {error.message}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('form.cancel')}
        </Button>
        <Button
          loading={pending}
          onClick={() => {
            setTried(true);
            if (!empty) {
              onAsk(reason.trim());
            }
          }}
        >
          {t('approvals.ask')}
        </Button>
      </Group>
    </Stack>
  );
}
