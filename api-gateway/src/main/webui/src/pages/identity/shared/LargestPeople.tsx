import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '@/components/feedback/Loaded';
import { ItemNote } from '@/components/list/ItemList';
import { Panel } from '@/components/page/Panel';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { largestQuery } from '../queries';

/** Who has the most identifiers, and may be several people. */
export function LargestPeople() {
  const { t } = useTranslation();
  const query = useQuery(largestQuery(useWorkspace()));
  return (
    <Panel title={t('identity.largest.title')}>
      <Loaded query={query} skeleton={<Skeleton height={64} />}>
        {(people) =>
          people.length === 0 ? (
            <ItemNote>{t('identity.largest.none')}</ItemNote>
          ) : (
            <ol className="plain-list">
              {people.map(({ profile, identifiers }) => (
                <li key={profile}>
                  <PersonName id={profile} tab="identity" />
                  <strong>{t('identity.largest.identifiers', { count: identifiers })}</strong>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Panel>
  );
}
