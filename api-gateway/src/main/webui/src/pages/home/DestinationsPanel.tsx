import { Skeleton } from '@mantine/core';
import { Loaded } from '@/components/feedback/Loaded';
import { DestinationLink } from '@/components/objects/ObjectLink';
import { Panel } from '@/components/page/Panel';
import { DestinationState } from '@/components/states/DestinationState';
import { useTranslation } from '@/texts/useTranslation';
import { AsOf } from './AsOf';
import { NotKnown } from './NotKnown';
import type { Parts } from './useParts';

export function DestinationsPanel({ query }: { query: Parts['destinations'] }) {
  const { t } = useTranslation();
  if (query.data?.data.length === 0) {
    return null;
  }
  return (
    <Panel title={t('nav.destinations')} aside={<AsOf queries={[query]} />}>
      <Loaded query={query} skeleton={<Skeleton height={120} />} failed={() => <NotKnown />}>
        {({ data }) => (
          <ul className="plain-list">
            {data.map(({ id, name, state }) => (
              <li key={id}>
                <DestinationLink id={id} name={name} />
                <DestinationState state={state} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}
