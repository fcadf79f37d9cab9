import { Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { warehouseFailure } from '@/components/feedback/WarehouseWords';
import { useTranslation } from '@/texts/useTranslation';
import classes from './editor.module.css';
import type { QueryFault } from './queryFault';

/** Where a query is wrong, and why, in the words of the engine. */
export function FaultPanel({ id, fault }: { id: string; fault: QueryFault }) {
  const { t } = useTranslation();
  const { code, line, column, message } = fault;
  const title = t(`warehouse.${warehouseFailure(code)}.title`);
  return (
    <div id={id} role="alert" className={classes.fault}>
      <IconAlertTriangle size={18} aria-hidden />
      <div className={classes.faultText}>
        <Text fw={600}>
          {line === null
            ? title
            : column === null
              ? t('models.editor.atLine', { title, line })
              : t('models.editor.atColumn', { title, line, column })}
        </Text>
        <p className={classes.message}>{message}</p>
      </div>
    </div>
  );
}
