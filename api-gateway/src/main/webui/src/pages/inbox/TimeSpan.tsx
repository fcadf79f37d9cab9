import { Group, Stack, Text, TextInput } from '@mantine/core';
import { toLocal, toTime } from '@/components/text/zoned';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import type { Span } from './decision';

interface Props {
  span: Span;
  onChange: (span: Span) => void;
}

/** Chooses a time span, on the clock of the workspace. An empty field sets no bound. */
export function TimeSpan({ span, onChange }: Props) {
  const { t } = useTranslation();
  const { timezone } = useHere();
  const field = (bound: keyof Span) => (
    <TextInput
      type="datetime-local"
      label={t(`inboxPage.${bound}`)}
      value={toLocal(span[bound] ?? '', timezone)}
      onChange={({ currentTarget }) =>
        onChange({ ...span, [bound]: toTime(currentTarget.value, timezone) || undefined })
      }
    />
  );
  return (
    <Stack gap={4} role="group" aria-label={t('inboxPage.span')}>
      <Group gap="sm" align="flex-end">
        {field('from')}
        {field('until')}
      </Group>
      <Text fz="sm" c="dimmed">
        {t('inboxPage.spanHelp', { zone: timezone })}
      </Text>
    </Stack>
  );
}
