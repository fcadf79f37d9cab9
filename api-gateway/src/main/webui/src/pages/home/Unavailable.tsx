import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemError } from '@/api/problem';
import classes from '@/components/feedback/Failure.module.css';
import { CopyText } from '@/components/text/CopyText';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { isUntold, PARTS } from './parts';
import type { Parts } from './useParts';

/** Names once everything that Home could not read. The panels themselves say only that it is missing. */
export function Unavailable({ parts }: { parts: Parts }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [kept, setKept] = useState<ProblemError | null>(null);
  const untold = PARTS.filter((part) => isUntold(parts[part]));
  const problem = untold
    .map((part) => parts[part].error as Error | null)
    .find((error) => error instanceof ProblemError);
  // While a request is repeated, its error is gone for a moment.
  if (problem !== undefined && problem !== kept) {
    setKept(problem);
  }
  if (untold.length === 0) {
    // The id of a request belongs to the failure of then, and not to the next one.
    if (kept !== null) {
      setKept(null);
    }
    return null;
  }
  return (
    <Paper className={classes.failure} role="alert">
      <IconAlertTriangle size={22} className={classes.icon} aria-hidden />
      <Stack gap={6} className={classes.words}>
        <Title order={2} size="h2">
          {t('home.unavailable', {
            parts: formats.list(untold.map((part) => t(`home.parts.${part}`))),
          })}
        </Title>
        <Text c="dimmed">{t('home.repeated')}</Text>
        {kept?.problem.requestId && (
          <Group gap={6} c="dimmed" fz="sm">
            {t('failure.requestId')} <CopyText value={kept.problem.requestId} />
          </Group>
        )}
        <Group gap="xs" mt={4}>
          <Button
            variant="default"
            size="xs"
            onClick={() => {
              for (const part of untold) {
                void parts[part].refetch();
              }
            }}
          >
            {t('failure.again')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
