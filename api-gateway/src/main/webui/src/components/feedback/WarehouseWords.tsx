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
  'tls-unsupported',
  'certificate-refused',
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

/** The message says where the user corrects it, so it is in the open. */
const IN_THE_OPEN: readonly string[] = ['query-invalid', 'query-failed', 'schema-changed'];

type WarehouseFailure = (typeof KNOWN)[number] | 'other';

/** The name of what went wrong, in the texts. */
export function warehouseFailure(code: string): WarehouseFailure {
  return KNOWN.find((each) => each === code) ?? 'other';
}

/** What went wrong at a warehouse and what to do; its own words are folded below, unless they say what to correct. */
export function WarehouseWords({ code, detail }: { code: string; detail: string }) {
  const { t } = useTranslation();
  const known = warehouseFailure(code);
  const said = <p className={classes.said}>{detail}</p>;
  return (
    <Stack gap={4}>
      <Text fw={600}>{t(`warehouse.${known}.title`)}</Text>
      <Text c="dimmed">{t(`warehouse.${known}.whatToDo`)}</Text>
      {IN_THE_OPEN.includes(code) ? (
        said
      ) : (
        <details className={classes.details}>
          <summary>{t('warehouse.itSaid')}</summary>
          {said}
        </details>
      )}
    </Stack>
  );
}

/** Whether a code is one of what goes wrong at a warehouse. */
export function isOfWarehouse(code: string): boolean {
  return KNOWN.some((each) => each === code);
}
