import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ProblemError } from '@/api/problem';
import { useTranslation } from '@/texts/useTranslation';
import { Dialog } from '../form/Dialog';

interface Props {
  opened: boolean;
  pending: boolean;
  error: Error | null;
  onAsk: (reason: string) => void;
  onClose: () => void;
}

/** Asks for the reason of a change that another user has to approve. */
export function OpenedReason({ opened, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} holds title={t('approvals.askTitle')} onClose={rest.onClose}>
      <Reason {...rest} />
    </Dialog>
  );
}

/** No form of its own: it may stand inside of the form whose change was refused. */
function Reason({ pending, error, onAsk, onClose }: Omit<Props, 'opened'>) {
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
