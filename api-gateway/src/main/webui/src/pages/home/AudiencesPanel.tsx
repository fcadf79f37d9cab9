import { Skeleton } from '@mantine/core';
import { Loaded } from '@/components/feedback/Loaded';
import { TextLink } from '@/components/links';
import { AudienceLink } from '@/components/objects/ObjectLink';
import { Panel } from '@/components/page/Panel';
import { useAudienceSize } from '@/features/audiences/useAudienceSize';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { AsOf } from './AsOf';
import { NotKnown } from './NotKnown';
import type { Parts } from './useParts';

const SHOWN = 6;

/** The largest audiences. */
export function AudiencesPanel({ query }: { query: Parts['audiences'] }) {
  const { t } = useTranslation();
  const { number } = useAudienceSize();
  const workspace = useWorkspace();
  if (query.data?.data.length === 0) {
    return null;
  }
  return (
    <Panel
      title={t('home.largestAudiences')}
      aside={
        <>
          <AsOf queries={[query]} />
          <TextLink to="/w/$workspace/audiences" params={{ workspace }} fz="sm">
            {t('home.allAudiences')}
          </TextLink>
        </>
      }
    >
      <Loaded query={query} skeleton={<Skeleton height={120} />} failed={() => <NotKnown />}>
        {({ data }) => (
          <ul className="plain-list">
            {data
              .toSorted((a, b) => b.size - a.size)
              .slice(0, SHOWN)
              .map((audience) => (
                <li key={audience.id}>
                  <AudienceLink id={audience.id} name={audience.name} />
                  <strong>{number(audience)}</strong>
                </li>
              ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}
