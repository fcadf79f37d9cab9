import { Stack, Text } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';
import classes from './WarehouseWords.module.css';

const KNOWN = [
  'warehouse-unreachable',
  'files-unavailable',
  'engine-unavailable',
  'log-unavailable',
  'snapshot-unavailable',
  'address-refused',
  'credentials-refused',
  'database-missing',
  'file-missing',
  'file-outside',
  'file-unreadable',
  'query-invalid',
  'query-failed',
  'answer-too-large',
  'query-too-long',
  'run-too-long',
  'engine-failed',
  'model-deleted',
  'schema-changed',
] as const;

/** What went wrong at a warehouse and what to do; its own words are folded below. */
export function WarehouseWords({ code, detail }: { code: string; detail: string }) {
  const { t } = useTranslation();
  const known = KNOWN.find((each) => each === code);
  return (
    <Stack gap={4}>
      <Text fw={600}>{t(known ? `warehouse.${known}.title` : 'warehouse.other.title')}</Text>
      <Text c="dimmed">
        {t(known ? `warehouse.${known}.whatToDo` : 'warehouse.other.whatToDo')}
      </Text>
      <details className={classes.details}>
        <summary>{t('warehouse.itSaid')}</summary>
        <p className={classes.said}>{detail}</p>
      </details>
    </Stack>
  );
}

/** Whether a code is one of what goes wrong at a warehouse. */
export function isOfWarehouse(code: string): boolean {
  return KNOWN.some((each) => each === code);
}
