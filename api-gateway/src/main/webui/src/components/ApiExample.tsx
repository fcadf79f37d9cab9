import { Button, Code, CopyButton, Group } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';
import classes from './ApiExample.module.css';

/** Code to copy. */
export function ApiExample({ code, label }: { code: string; label: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.example}>
      {/* What scrolls can be scrolled by keyboard. */}
      <Code block tabIndex={0} aria-label={label} className={classes.code}>
        {code}
      </Code>
      <Group justify="flex-end" mt={6}>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? t('copy.done') : t('copy.do')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  );
}
