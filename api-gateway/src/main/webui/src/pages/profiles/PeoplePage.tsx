import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { identitySummaryQuery } from '@/api/queries';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { More } from '@/components/page/More';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useHere, useWorkspace } from '@/workspace/here';
import { PeopleSearch } from './PeopleSearch';
import { PeopleTable } from './PeopleTable';
import { PEOPLE_PAGE, usePeople } from './usePeople';

/** The people of the workspace: the recent ones, or those whom the text in the address finds. */
export function PeoplePage() {
  const { t } = useTranslation();
  const summary = useQuery(identitySummaryQuery(useWorkspace())).data;
  return (
    <Page
      title={t('nav.profiles')}
      lead={
        summary
          ? t('profiles.summary', { count: summary.profiles, identifiers: summary.identifiers })
          : t('profiles.lead')
      }
    >
      <People />
    </Page>
  );
}

function People() {
  const { t } = useTranslation();
  const { personalData } = useHere();
  const { q = '' } = useSearch({ from: '/w/$workspace/profiles' });
  const { query, wanted, searching } = usePeople(q);
  const first = query.data?.pages[0];
  const none = query.data?.pages.every(({ data }) => data.length === 0) && !query.hasNextPage;
  const state = () => {
    if (wanted === null) {
      return t('profiles.list.short');
    }
    if (searching || query.isPending) {
      return t('profiles.search.searching');
    }
    if (first?.similar && !none) {
      return t('profiles.search.similar');
    }
    return wanted === '' && query.isSuccess && !none ? t('profiles.list.recent') : '';
  };
  // Without a text that can be searched for, and without an earlier list, there is nothing to wait for.
  const nothing = wanted === null && query.data === undefined;
  return (
    <>
      <PeopleSearch state={state()} />
      {!nothing && (
        <Panel flush>
          <Loaded query={query} skeleton={<TableSkeleton rows={8} />}>
            {({ pages }) => {
              if (none) {
                return wanted === '' ? (
                  <Empty title={t('profiles.list.empty')}>{t('profiles.list.emptyDetail')}</Empty>
                ) : (
                  <Text p="md" c="dimmed">
                    {t(personalData ? 'profiles.list.none' : 'profiles.list.noneWhole')}
                  </Text>
                );
              }
              return (
                <>
                  <PeopleTable pages={pages} />
                  {wanted === '' && <More query={query} />}
                  {wanted !== '' && pages[0] && pages[0].data.length >= PEOPLE_PAGE && (
                    <Text p="md" fz="sm" c="dimmed">
                      {t('profiles.search.more')}
                    </Text>
                  )}
                </>
              );
            }}
          </Loaded>
        </Panel>
      )}
    </>
  );
}
