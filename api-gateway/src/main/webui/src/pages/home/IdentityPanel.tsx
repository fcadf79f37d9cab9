import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '@/components/feedback/Loaded';
import { TextLink } from '@/components/links';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import { AsOf } from './AsOf';
import { MergesOfWeek } from './MergesOfWeek';
import { NotKnown } from './NotKnown';
import { identityHealthQuery, openConflictsQuery } from './queries';
import type { Parts } from './useParts';

/** The number of people and of merged profiles, and what a user should look at. */
export function IdentityPanel({ query }: { query: Parts['people'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { workspace, timezone } = useHere();
  const conflicts = useQuery(openConflictsQuery(workspace));
  const health = useQuery(identityHealthQuery(workspace, timezone));
  return (
    <Panel title={t('nav.identity')} aside={<AsOf queries={[query, conflicts, health]} />}>
      <Loaded query={query} skeleton={<Skeleton height={64} />} failed={() => <NotKnown />}>
        {({ profiles, merges }) => (
          <>
            <ul className="plain-list">
              <li>
                {t('identity.home.people')}
                <strong>{formats.number(profiles)}</strong>
              </li>
              <li>
                {t('identity.home.merges')}
                <strong>{formats.number(merges)}</strong>
              </li>
              {conflicts.data && (
                <li>
                  <TextLink
                    to="/w/$workspace/identity"
                    params={{ workspace }}
                    search={{ tab: 'inbox' }}
                  >
                    {t('identity.home.conflicts')}
                  </TextLink>
                  <strong>
                    {conflicts.data.more
                      ? t('identity.home.atLeast', { count: conflicts.data.count })
                      : formats.number(conflicts.data.count)}
                  </strong>
                </li>
              )}
              {health.data && health.data.suspected > 0 && (
                <li>
                  <TextLink
                    to="/w/$workspace/identity"
                    params={{ workspace }}
                    search={{ tab: 'shared' }}
                  >
                    {t('identity.home.suspected')}
                  </TextLink>
                  <strong>{formats.number(health.data.suspected)}</strong>
                </li>
              )}
            </ul>
            {health.data && <MergesOfWeek week={health.data.week} />}
          </>
        )}
      </Loaded>
    </Panel>
  );
}
