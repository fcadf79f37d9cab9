import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ProblemError } from '@/api/problem';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  pending: boolean;
  error: Error | null;
  onAsk: (reason: string) => void;
  onClose: () => void;
}

/** No form of its own: it may stand inside of the form whose change was refused. */
export function OpenedReason({ pending, error, onAsk, onClose }: Props) {
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
