import { Paper } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ModelPreview } from '@/api/generated/model';
import { ProblemError } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { isOfWarehouse, WarehouseWords } from '@/components/feedback/WarehouseWords';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { PreviewTable } from './PreviewTable';
import { isOfQuery } from './sql/queryFault';

interface Props {
  query: UseQueryResult<ModelPreview>;
  /** Whether the query stands in an editor, which shows what is wrong with it. */
  besideQuery?: boolean;
}

/** The first rows once they are read, or why they cannot be. */
export function PreviewOf({ query, besideQuery = false }: Props) {
  const { t } = useTranslation();
  if (query.isFetching && !query.data) {
    return (
      <div aria-busy="true">
        <Panel title={t('models.preview')} flush>
          <TableSkeleton rows={4} />
        </Panel>
      </div>
    );
  }
  if (query.error) {
    return besideQuery && isOfQuery(query.error) ? null : <RowsFailure error={query.error} />;
  }
  return query.data ? (
    <Panel
      title={t('models.preview')}
      aside={t('models.columnsCount', { count: query.data.columns.length })}
      flush
    >
      <PreviewTable preview={query.data} />
    </Panel>
  ) : null;
}

/** What a warehouse says against a query, under what it means. */
export function RowsFailure({ error }: { error: Error }) {
  return error instanceof ProblemError && isOfWarehouse(error.code) ? (
    <Paper p="md" withBorder role="alert">
      <WarehouseWords code={error.code} detail={error.message} />
    </Paper>
  ) : (
    <Failure error={error} />
  );
}
