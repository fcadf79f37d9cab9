import type { UseQueryResult } from '@tanstack/react-query';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { isUntold } from './parts';

type Asked = Pick<UseQueryResult, 'data' | 'isError' | 'errorUpdateCount' | 'dataUpdatedAt'>;

/** Says of a panel that it shows what was known before one of its parts stopped answering. */
export function AsOf({ queries }: { queries: readonly Asked[] }) {
  const { t } = useTranslation();
  const times = queries
    .filter((query) => query.data !== undefined && isUntold(query))
    .map(({ dataUpdatedAt }) => dataUpdatedAt);
  return times.length === 0 ? null : (
    <span role="status">
      {t('home.asOf')} <Time at={new Date(Math.min(...times)).toISOString()} exact clock="wall" />
    </span>
  );
}
