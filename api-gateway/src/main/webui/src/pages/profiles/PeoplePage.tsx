import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { identitySummaryQuery } from '@/api/identitySummaryQuery';
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
import { peopleFaultOf } from './peopleQuery';
import { PEOPLE_PAGE, usePeople } from './usePeople';
import { useSearchText } from './useSearchText';

/** The people of the workspace: the recent ones, or those whom the text of the search field finds. */
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
  const { text, change } = useSearchText();
  const { query, wanted, searching } = usePeople(text);
  const fault = peopleFaultOf(text);
  const empty = query.data?.pages.every(({ data }) => data.length === 0) ?? true;
  // Rows of the text before stay until the answer comes; that there were none says nothing of this text.
  const answered = wanted !== null && !searching;
  const none = answered && query.isSuccess && empty && !query.hasNextPage;
  const first = query.data?.pages[0];
  const unsearched = first?.namesSearched === false;
  const similar = first?.similar === true;
  const state = () => {
    if (fault !== null) {
      return t(fault === 'short' ? 'profiles.list.short' : 'profiles.list.long');
    }
    if (searching || query.isPending) {
      return t('profiles.search.searching');
    }
    if (unsearched) {
      return t(`profiles.search.${similar ? 'similarNotSearched' : 'namesNotSearched'}`);
    }
    if (similar && !none) {
      return t('profiles.search.similar');
    }
    return wanted === '' && query.isSuccess && !none ? t('profiles.list.recent') : '';
  };
  const noneText = () => {
    // What is similar is searched for only after nothing begins with the text.
    if (unsearched && !similar) {
      return t('profiles.list.noneByIdentifier');
    }
    if (!personalData) {
      return t('profiles.list.noneWhole');
    }
    return t(unsearched ? 'profiles.list.noneExact' : 'profiles.list.none');
  };
  const skeleton = <TableSkeleton rows={8} />;
  return (
    <>
      <PeopleSearch text={text} onChange={change} state={state()} />
      {/* Without a text that can be searched for, and without rows, there is nothing to wait for. */}
      {(wanted !== null || !empty) && (
        <Panel flush>
          {searching && empty ? (
            <div aria-busy="true" style={{ display: 'contents' }}>
              {skeleton}
            </div>
          ) : (
            <Loaded query={query} skeleton={skeleton}>
              {({ pages }) => {
                if (none) {
                  return wanted === '' ? (
                    <Empty title={t('profiles.list.empty')}>{t('profiles.list.emptyDetail')}</Empty>
                  ) : (
                    <Text p="md" c="dimmed">
                      {noneText()}
                    </Text>
                  );
                }
                return (
                  <>
                    <PeopleTable pages={pages} />
                    {answered && wanted === '' && <More query={query} />}
                    {answered &&
                      wanted !== '' &&
                      pages[0] &&
                      pages[0].data.length >= PEOPLE_PAGE && (
                        <Text p="md" fz="sm" c="dimmed">
                          {t('profiles.search.more')}
                        </Text>
                      )}
                  </>
                );
              }}
            </Loaded>
          )}
        </Panel>
      )}
    </>
  );
}
