import { Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CappedPerson, IdentityRules } from '@/api/identity';
import { Loaded } from '@/components/feedback/Loaded';
import { TextLink } from '@/components/links';
import { ItemNote } from '@/components/list/ItemList';
import { More } from '@/components/page/More';
import { Panel } from '@/components/page/Panel';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { cappedQuery, rulesQuery } from '../queries';
import { reachedBy } from './caps';

/** Whom a cap of the rules keeps from growing, and what to do about it. */
export function CappedPeople() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useInfiniteQuery(cappedQuery(workspace));
  const columns = useCappedColumns(useQuery(rulesQuery(workspace)).data);
  return (
    <Panel title={t('identity.capped.title')} flush>
      <Loaded query={query} skeleton={<TableSkeleton />}>
        {({ pages }) => {
          const people = pages.flatMap(({ data }) => data);
          return people.length === 0 ? (
            <ItemNote>{t('identity.capped.none')}</ItemNote>
          ) : (
            <>
              <ItemNote>
                {t('identity.capped.lead')}{' '}
                <TextLink to="/w/$workspace/identity" params={{ workspace }}>
                  {t('identity.capped.rules')}
                </TextLink>
                .
              </ItemNote>
              <DataTable
                label={t('identity.capped.title')}
                columns={columns}
                rows={people}
                rowId={({ profile }) => profile}
              />
              <More query={query} onlyAsked />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function useCappedColumns(rules: IdentityRules | undefined) {
  const { t } = useTranslation();
  return useMemo<Column<CappedPerson>[]>(
    () => [
      {
        id: 'person',
        header: t('identity.capped.person'),
        cell: ({ profile, person }) => <PersonName id={profile} person={person} tab="identity" />,
      },
      {
        id: 'knownBy',
        header: t('identity.capped.knownBy'),
        cell: (person) => <KnownBy person={person} />,
      },
      {
        id: 'limit',
        header: t('identity.capped.limit'),
        cell: (person) => <Limits person={person} rules={rules} />,
      },
      {
        id: 'since',
        header: t('identity.capped.since'),
        align: 'end',
        cell: ({ since }) => <Time at={since} clock="wall" />,
      },
      {
        id: 'last',
        header: t('identity.capped.last'),
        align: 'end',
        cell: ({ lastAt }) => <Time at={lastAt} clock="wall" />,
      },
    ],
    [t, rules],
  );
}

function KnownBy({ person: { identifiers, identifierCount } }: { person: CappedPerson }) {
  const { t } = useTranslation();
  const more = identifierCount - identifiers.length;
  return (
    <>
      {identifiers.map(({ type, value }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: masked values are all alike
        <div key={`${type} ${place}`} className="mono">
          <Value value={value} />
        </div>
      ))}
      {more > 0 && (
        <Text fz="sm" c="dimmed">
          {t('identity.capped.more', { count: more })}
        </Text>
      )}
    </>
  );
}

interface LimitsProps {
  person: CappedPerson;
  rules: IdentityRules | undefined;
}

function Limits({ person, rules }: LimitsProps) {
  const { t } = useTranslation();
  const reached = reachedBy(person, rules);
  if (reached.length === 0) {
    return t('identity.capped.below');
  }
  return reached.map(({ cap, count, most, together }) => (
    <div key={cap}>
      {t(`identity.capped.${cap}`, { count })}
      {most !== null && (
        <Text fz="sm" c="dimmed">
          {t(together ? 'identity.capped.together' : 'identity.capped.most', { most })}
        </Text>
      )}
    </div>
  ));
}
