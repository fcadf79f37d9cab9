import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TraitQualities, TraitQuality } from '@/api/generated/model';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { humanName } from '@/components/text/humanName';
import { ratioOf } from '@/components/text/shareWords';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { qualitiesQuery } from '../queries';
import { TraitName } from '../TraitName';
import { TypeNames } from '../TypeNames';
import { Distinct } from './Distinct';
import { FilledShare } from './FilledShare';
import { LookedAt } from './LookedAt';
import { sampled, tooFew, validPart, validShare, worstFirst, wrongFirst } from './quality';
import { useFilled } from './useFilled';

/** Of which traits the values are of no use. */
export function Quality() {
  const { t } = useTranslation();
  const query = useQuery(qualitiesQuery(useWorkspace()));
  return (
    <Loaded query={query} skeleton={<TableSkeleton rows={8} />}>
      {(qualities) =>
        qualities.data.length === 0 ? (
          <Panel>
            <Empty title={t('quality.none')}>{t('quality.noneDetail')}</Empty>
          </Panel>
        ) : (
          <QualityTable qualities={qualities} />
        )
      }
    </Loaded>
  );
}

function QualityTable({ qualities }: { qualities: TraitQualities }) {
  const { t } = useTranslation();
  const rows = useMemo(() => worstFirst(qualities.data), [qualities.data]);
  return (
    <>
      <Text mb="sm">{t('quality.lead')}</Text>
      <Panel flush>
        <DataTable
          label={t('quality.title')}
          columns={useColumns(qualities)}
          rows={rows}
          rowId={({ trait }) => trait}
          sortedBy={{ id: 'valid', desc: false }}
        />
      </Panel>
      <LookedAt of={qualities} />
    </>
  );
}

function useColumns(qualities: TraitQualities): Column<TraitQuality>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  const filled = useFilled(qualities.lookedAt);
  const estimated = sampled(qualities);
  return useMemo(
    () => [
      {
        id: 'trait',
        header: t('dictionary.trait'),
        sort: ({ trait }) => humanName(trait),
        cell: ({ trait }) => <TraitName name={trait} />,
      },
      {
        id: 'type',
        header: t('dictionary.type'),
        sort: ({ types }) => types[0]?.type ?? '',
        cell: ({ types }) => <TypeNames types={types.map(({ type }) => type)} />,
      },
      {
        id: 'filled',
        header: t('quality.filled'),
        align: 'end',
        sort: (trait) => {
          const part = filled(trait);
          return part === null ? 0 : ratioOf(part);
        },
        cell: (trait) => (tooFew(trait) ? t('quality.few') : <FilledShare part={filled(trait)} />),
      },
      {
        id: 'distinct',
        header: t('quality.distinct'),
        align: 'end',
        sort: ({ distinct }) => distinct ?? 0,
        cell: ({ distinct }) => <Distinct count={distinct} estimated={estimated} />,
      },
      {
        id: 'valid',
        header: t('quality.valid'),
        align: 'end',
        sort: validShare,
        cell: (trait) => {
          if (tooFew(trait)) {
            return t('quality.hidden');
          }
          return trait.filled === 0 ? '–' : formats.share(validPart(trait));
        },
      },
      {
        id: 'flaws',
        header: t('quality.flaws'),
        cell: (trait) => {
          if (tooFew(trait)) {
            return t('quality.hidden');
          }
          return trait.flaws.length === 0
            ? t('quality.nothingWrong')
            : wrongFirst(trait)
                .map(({ flaw }) => t(`quality.flaw.${flaw}`))
                .join(' · ');
        },
      },
    ],
    [t, formats, filled, estimated],
  );
}
