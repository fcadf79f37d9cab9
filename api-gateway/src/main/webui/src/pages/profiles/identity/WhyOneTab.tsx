import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import type { Profile } from '@/api/generated/model';
import type { Leaving } from '@/api/identity';
import { Loaded } from '@/components/feedback/Loaded';
import { later } from '@/components/later/later';
import { Columns } from '@/components/page/Columns';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Connected } from './Connected';
import { ExplainForm } from './ExplainForm';
import { GraphPanel } from './GraphPanel';
import { History } from './History';
import { Identifiers } from './Identifiers';
import { graphQuery } from './queries';
import { useMayUnmerge } from './unmerge/MayNot';
import { OnItsWay } from './unmerge/OnItsWay';
import { useUnmerge } from './unmerge/useUnmerge';
import classes from './WhyOne.module.css';

const OpenedUnmerge = later(() =>
  import('./unmerge/OpenedUnmerge').then(({ OpenedUnmerge }) => ({ default: OpenedUnmerge })),
);

/** What makes one person of these identifiers: as a picture where there is room, and as a list. */
export function WhyOneTab({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const wide = useMediaQuery('(min-width: 48em)', false);
  const query = useQuery(graphQuery(useWorkspace(), profile.id));
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const unmerging = useUnmerge(profile.id);
  const { unmerge, into } = unmerging;
  const ask = (asked: Leaving) => {
    unmerge.reset();
    setLeaving(asked);
  };
  const onLeave = useMayUnmerge() && query.data ? ask : undefined;
  return (
    <div className={classes.parts}>
      {unmerge.isSuccess && leaving === null && (
        <Panel>
          <OnItsWay
            profile={profile.id}
            into={into}
            event={unmerge.data.event}
            onClose={unmerge.reset}
          />
        </Panel>
      )}
      {wide && (
        <Panel title={t('identity.why.graph')} flush>
          <Loaded query={query} skeleton={<Skeleton height={360} radius={0} />}>
            {(graph) => <GraphPanel graph={graph} onLeave={onLeave} />}
          </Loaded>
        </Panel>
      )}
      <Columns
        main={
          <>
            <Identifiers profile={profile.id} onLeave={onLeave} />
            <Panel title={t('identity.why.merges')}>
              <Loaded query={query} skeleton={<TableSkeleton rows={2} />}>
                {(graph) => <History graph={graph} />}
              </Loaded>
            </Panel>
            <Connected profile={profile.id} />
          </>
        }
        side={<ExplainForm identifiers={profile.identifiers} />}
      />
      {leaving && query.data && (
        <Suspense>
          <OpenedUnmerge
            graph={query.data}
            leaving={leaving}
            unmerging={unmerging}
            onClose={() => {
              setLeaving(null);
              if (into) {
                unmerge.reset();
              }
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
