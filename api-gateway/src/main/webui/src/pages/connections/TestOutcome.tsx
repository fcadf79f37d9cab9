import { Group, Paper, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ConnectionTest } from '@/api/generated/model';
import { ProblemError } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { isOfWarehouse, WarehouseWords } from '@/components/feedback/WarehouseWords';
import { useTranslation } from '@/texts/useTranslation';
import classes from './TestOutcome.module.css';

interface Props {
  found: ConnectionTest | undefined;
  error: Error | null;
}

/** What trying a connection found: how many tables, or what is wrong and what to do. */
export function TestOutcome({ found, error }: Props) {
  const { t } = useTranslation();
  return (
    <div role="status">
      {found && (
        <Group className={classes.outcome} data-state="ok" gap="xs" wrap="nowrap">
          <IconCircleCheck size={20} aria-hidden />
          <Text>
            <strong>{t('connections.itWorks')}</strong>{' '}
            {t('connections.tablesFound', { count: found.tables })}
          </Text>
        </Group>
      )}
      {error instanceof ProblemError && isOfWarehouse(error.code) ? (
        <Paper className={classes.outcome} data-state="failing">
          <IconAlertTriangle size={20} aria-hidden />
          <WarehouseWords code={error.code} detail={error.message} />
        </Paper>
      ) : (
        error && <Failure error={error} />
      )}
    </div>
  );
}
