import { Button, Code, Group, Text } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import classes from './ApiExample.module.css';
import { useCopy } from './text/useCopy';

/** Code to copy. */
export function ApiExample({ code, label }: { code: string; label: string }) {
  const { t } = useTranslation();
  const shown = useRef<HTMLElement>(null);
  const { outcome, copy } = useCopy(code, shown);
  return (
    <div className={classes.example}>
      {/* What scrolls can be scrolled by keyboard. */}
      <Code block tabIndex={0} aria-label={label} className={classes.code} ref={shown}>
        {code}
      </Code>
      <Group justify="flex-end" mt={6} gap="sm">
        <Text fz="sm" aria-live="polite">
          {outcome !== null && t(`copy.${outcome}`)}
        </Text>
        <Button size="xs" variant="default" onClick={copy}>
          {t('copy.do')}
        </Button>
      </Group>
    </div>
  );
}
