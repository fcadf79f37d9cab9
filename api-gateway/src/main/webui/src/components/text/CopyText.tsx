import { ActionIcon, CopyButton, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from '@/texts/useTranslation';

/** An identifier that people hand on: shown whole, copied with one click. */
export function CopyText({ value, label }: { value: string; label?: string }) {
  const { t } = useTranslation();
  return (
    <Group component="span" gap={4} wrap="nowrap" display="inline-flex" maw="100%">
      <span className="mono">{value}</span>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('copy.done') : t('copy.do')}>
            <ActionIcon
              variant="subtle"
              size="sm"
              color="gray"
              onClick={copy}
              aria-label={t('copy.what', { what: label ?? value })}
            >
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
