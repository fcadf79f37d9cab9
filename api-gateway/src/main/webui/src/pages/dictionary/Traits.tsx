import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { CatalogueTrait, CatalogueTraits } from '@/api/generated/model';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { matches } from '@/components/filter/matches';
import type { Column } from '@/components/table/column';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { humanName } from '@/components/text/humanName';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { CLASSES, classOf } from './classes';
import { Entries } from './Entries';
import { classificationsQuery, traitsQuery } from './queries';
import { Share } from './Share';
import { TraitName } from './TraitName';
import { TYPES, TypeNames } from './TypeNames';
import { Unclassified } from './Unclassified';
import { useClassifySeveral } from './useClassifySeveral';

/** What is known of people. */
export function Traits() {
  const query = useQuery(traitsQuery(useWorkspace()));
  return (
    <Loaded query={query} skeleton={<TableSkeleton rows={8} />}>
      {(traits) => <TraitTable traits={traits} />}
    </Loaded>
  );
}

function TraitTable({ traits }: { traits: CatalogueTraits }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { q, type, classification } = useSearch({ from: '/w/$workspace/dictionary' });
  const classifications = useQuery(classificationsQuery(workspace)).data;
  return (
    <>
      {classifications && <Unclassified traits={traits.data} classifications={classifications} />}
      <Entries
        label={t('dictionary.traits')}
        all={traits}
        found={traits.data.filter(
          ({ name, types, synonyms }) =>
            matches(q, name, humanName(name), ...synonyms) &&
            (!type || types.some((each) => each === type)) &&
            (!classification || classOf(classifications, name) === classification),
        )}
        columns={useColumns(traits, classifications)}
        rowId={({ name }) => name}
        bulk={useClassifySeveral()}
        filters={[
          {
            name: 'type',
            label: t('dictionary.typesFilter'),
            any: t('dictionary.anyType'),
            options: TYPES.map((value) => ({ value, label: t(`dictionary.types.${value}`) })),
          },
          {
            name: 'classification',
            label: t('dictionary.classFilter'),
            any: t('dictionary.anyClass'),
            options: ([...CLASSES, 'unclassified'] as const).map((value) => ({
              value,
              label: t(`dictionary.classes.${value}`),
            })),
          },
        ]}
        empty={<Empty title={t('dictionary.noTraits')}>{t('dictionary.noTraitsDetail')}</Empty>}
      />
    </>
  );
}

function useColumns(
  { people, estimated }: CatalogueTraits,
  classifications: ReadonlyMap<string, string> | undefined,
): Column<CatalogueTrait>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('dictionary.trait'),
        sort: ({ name }) => humanName(name),
        cell: ({ name }) => <TraitName name={name} />,
      },
      {
        id: 'type',
        header: t('dictionary.type'),
        sort: ({ types }) => types[0] ?? '',
        cell: ({ types }) => <TypeNames types={types} />,
      },
      {
        id: 'people',
        header: t('dictionary.people'),
        align: 'end',
        sort: (trait) => trait.people,
        cell: (trait) => (
          <Share
            count={trait.people}
            of={people}
            estimated={estimated}
            approximate={trait.approximate}
          />
        ),
      },
      {
        id: 'lastSeen',
        header: t('dictionary.lastSeen'),
        sort: ({ lastSeen }) => lastSeen ?? '',
        cell: ({ lastSeen }) =>
          lastSeen ? <Time at={lastSeen} clock="business" /> : t('dictionary.notSince'),
      },
      {
        id: 'visibility',
        header: t('dictionary.visibility'),
        sort: ({ name }) => classOf(classifications, name),
        cell: ({ name }) => t(`dictionary.classes.${classOf(classifications, name)}`),
      },
    ],
    [t, people, estimated, classifications],
  );
}
