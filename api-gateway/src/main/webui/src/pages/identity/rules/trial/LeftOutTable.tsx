import { useMemo } from 'react';
import type { RulesTrialLeftOut } from '@/api/generated/model';
import { ItemNote } from '@/components/list/ItemList';
import { Panel } from '@/components/page/Panel';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { useFormats } from '@/components/text/useFormats';
import { leftOutReason } from '@/features/identity/leftOutReason';
import { useTypeName } from '@/features/people/TypeName';
import { useTranslation } from '@/texts/useTranslation';

/** How often identifiers do not count, today and under the tried rules. */
export function LeftOutTable({ leftOut }: { leftOut: RulesTrialLeftOut[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const typeName = useTypeName();
  const columns = useMemo<Column<RulesTrialLeftOut>[]>(
    () => [
      {
        id: 'type',
        header: t('trial.leftOut.type'),
        cell: ({ type }) => typeName(type),
      },
      {
        id: 'reason',
        header: t('trial.leftOut.reason'),
        cell: ({ reason }) => t(leftOutReason(reason), { reason }),
      },
      {
        id: 'before',
        header: t('trial.leftOut.before'),
        align: 'end',
        sort: ({ before }) => before,
        cell: ({ before }) => formats.number(before),
      },
      {
        id: 'after',
        header: t('trial.leftOut.after'),
        align: 'end',
        sort: ({ after }) => after,
        cell: ({ after }) => formats.number(after),
      },
      {
        id: 'more',
        header: t('trial.leftOut.more'),
        align: 'end',
        sort: ({ before, after }) => after - before,
        cell: ({ before, after }) => formats.difference(after - before),
      },
    ],
    [t, formats, typeName],
  );
  return (
    <Panel title={t('trial.leftOut.title')} flush>
      {leftOut.length === 0 ? (
        <ItemNote>{t('trial.leftOut.none')}</ItemNote>
      ) : (
        <DataTable
          label={t('trial.leftOut.title')}
          columns={columns}
          rows={leftOut}
          rowId={({ type, reason }) => `${type} ${reason}`}
        />
      )}
    </Panel>
  );
}
