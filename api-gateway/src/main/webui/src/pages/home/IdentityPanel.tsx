import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '@/app/workspace/here';
import { Loaded } from '@/components/feedback/Loaded';
import { TextLink } from '@/components/links';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import { AsOf } from './AsOf';
import { openConflictsQuery } from './queries';
import type { Parts } from './useParts';

/** How many people there are, how many turned out to be others, and what somebody has to decide. */
export function IdentityPanel({ query }: { query: Parts['people'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const conflicts = useQuery(openConflictsQuery(workspace));
  return (
    <Panel title={t('nav.identity')} aside={<AsOf queries={[query, conflicts]} />}>
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
            {conflicts.data && (
              <li>
                <TextLink
                  to="/w/$workspace/identity"
                  params={{ workspace }}
                  search={{ tab: 'conflicts' }}
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
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}
