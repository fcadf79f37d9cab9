import { ActionIcon, Group, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import { useCopy } from './useCopy';

/** An identifier that people hand on: shown whole, copied with one click. */
export function CopyText({ value, label }: { value: string; label?: string }) {
  const { t } = useTranslation();
  const shown = useRef<HTMLSpanElement>(null);
  const { outcome, copy } = useCopy(value, shown);
  return (
    <Group
      component="span"
      gap={4}
      wrap={outcome === 'refused' ? 'wrap' : 'nowrap'}
      display="inline-flex"
      maw="100%"
    >
      <span className="mono" ref={shown}>
        {value}
      </span>
      <Tooltip
        label={t(outcome === 'copied' ? 'copy.copied' : 'copy.do')}
        // Users without a pointer see the outcome, too.
        opened={outcome === 'copied' || undefined}
      >
        <ActionIcon
          variant="subtle"
          size="sm"
          color="gray"
          onClick={copy}
          aria-label={t('copy.what', { what: label ?? value })}
        >
          {outcome === 'copied' ? <IconCheck size={14} /> : <IconCopy size={14} />}
        </ActionIcon>
      </Tooltip>
      <span aria-live="polite">
        {outcome === 'copied' && <VisuallyHidden>{t('copy.copied')}</VisuallyHidden>}
        {outcome === 'refused' && (
          <Text component="span" fz="sm">
            {t('copy.refused')}
          </Text>
        )}
      </span>
    </Group>
  );
}
