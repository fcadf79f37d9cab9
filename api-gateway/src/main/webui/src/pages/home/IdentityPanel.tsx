import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '@/app/workspace/here';
import { Loaded } from '@/components/feedback/Loaded';
import { TextLink } from '@/components/links';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import { AsOf } from './AsOf';
import { identityHealthQuery, openConflictsQuery } from './queries';
import type { Parts } from './useParts';

/** How many people there are, how many turned out to be others, and what somebody should look at. */
export function IdentityPanel({ query }: { query: Parts['people'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const conflicts = useQuery(openConflictsQuery(workspace));
  const health = useQuery(identityHealthQuery(workspace));
  const largest = health.data?.largest[0];
  return (
    <Panel title={t('nav.identity')} aside={<AsOf queries={[query, conflicts, health]} />}>
      <Loaded query={query} skeleton={<Skeleton height={64} />}>
        {({ profiles, merges }) => (
          <ul className="plain-list">
            <li>
              {t('identity.home.people')}
              <strong>{formats.number(profiles)}</strong>
            </li>
            <li>
              {t('identity.home.merges')}
              <strong>{formats.number(merges)}</strong>
            </li>
            {health.data && (
              <li>
                {t('identity.home.mergesOfWeek')}
                <strong>
                  {formats.number(health.data.merges.reduce((sum, day) => sum + day.merges, 0))}
                </strong>
              </li>
            )}
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
            {largest && (
              <li>
                <TextLink
                  to="/w/$workspace/profiles/$profile"
                  params={{ workspace, profile: largest.profile }}
                  search={{ tab: 'identity' }}
                >
                  {t('identity.home.largest')}
                </TextLink>
                <strong>{t('identity.home.identifiers', { count: largest.identifiers })}</strong>
              </li>
            )}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}
