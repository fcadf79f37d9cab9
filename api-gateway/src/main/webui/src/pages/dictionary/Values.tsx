import { Skeleton, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import type { ValuesOf } from '@/api/catalogueQueries';
import type { CatalogueValues } from '@/api/generated/model';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { later } from '@/components/later/later';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import { valuesQuery } from './queries';
import { ValueRows } from './ValueRows';

const Histogram = later(() =>
  import('./Histogram').then(({ Histogram }) => ({ default: Histogram })),
);

/** As high as a histogram whose table is folded. */
const HISTOGRAM_HEIGHT = 290;
const TYPING = 250;
const SHOWN = 20;

interface Props {
  title: string;
  place: ValuesOf;
  /** The declared type as users see it, if no value can be read as this type. */
  unreadableAs?: string | undefined;
}

/** The most frequent values. What is searched for may be personal, so it is in no address. */
export function Values({ title, place, unreadableAs }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, TYPING);
  const { workspace, personalData } = useHere();
  const query = useQuery(valuesQuery(workspace, { ...place, search, limit: SHOWN }));
  if (query.data?.masked) {
    return (
      <Panel title={title}>
        <Empty title={t('dictionary.valuesHidden')}>
          {t(personalData ? 'dictionary.valuesSensitive' : 'dictionary.valuesPersonal')}
        </Empty>
      </Panel>
    );
  }
  return (
    <Panel
      title={title}
      flush
      aside={
        <TextInput
          type="search"
          size="xs"
          leftSection={<IconSearch size={14} aria-hidden />}
          aria-label={t('dictionary.searchValues')}
          placeholder={t('dictionary.searchValues')}
          value={typed}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
        />
      }
    >
      <Loaded query={query} skeleton={<TableSkeleton rows={6} />}>
        {(values) => (
          <ValueList values={values} searched={search !== ''} unreadableAs={unreadableAs} />
        )}
      </Loaded>
    </Panel>
  );
}

interface ListProps extends Pick<Props, 'unreadableAs'> {
  values: CatalogueValues;
  searched: boolean;
}

function ValueList({ values, searched, unreadableAs }: ListProps) {
  const { t } = useTranslation();
  if (values.data.length === 0) {
    return searched ? (
      <Text p="md" c="dimmed">
        {t('dictionary.nothingMatches')}
      </Text>
    ) : (
      <Empty title={t('dictionary.noValues')}>
        {unreadableAs === undefined
          ? t('dictionary.noValuesDetail')
          : t('dictionary.noneReadable', { type: unreadableAs })}
      </Empty>
    );
  }
  return (
    <>
      {values.numbers && !searched && (
        <Suspense
          fallback={
            <Skeleton
              height={HISTOGRAM_HEIGHT}
              role="status"
              aria-label={t('dictionary.loadingDistribution')}
            />
          }
        >
          <Histogram
            numbers={values.numbers}
            unit={t(
              values.data[0]?.people === undefined ? 'dictionary.times' : 'dictionary.people',
            )}
            estimated={values.estimated}
          />
        </Suspense>
      )}
      <ValueRows values={values} />
      {values.more && (
        <Text p="md" pt={0} c="dimmed" fz="sm">
          {t('dictionary.moreValues')}
        </Text>
      )}
    </>
  );
}
