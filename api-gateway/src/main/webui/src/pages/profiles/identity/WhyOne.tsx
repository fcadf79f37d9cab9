import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Profile } from '@/api/generated/model';
import { useWorkspace } from '@/app/workspace/here';
import { Loaded } from '@/components/feedback/Loaded';
import { Columns } from '@/components/page/Columns';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { ExplainForm } from './ExplainForm';
import { GraphPanel } from './GraphPanel';
import { Identifiers } from './Identifiers';
import { Merges } from './Merges';
import { graphQuery } from './queries';
import classes from './WhyOne.module.css';

/** What makes one person of these identifiers: as a picture where there is room, and as a list. */
export function WhyOne({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const wide = useMediaQuery('(min-width: 48em)', false);
  const query = useQuery(graphQuery(useWorkspace(), profile.id));
  return (
    <div className={classes.parts}>
      {wide && (
        <Panel title={t('identity.why.graph')} flush>
          <Loaded query={query} skeleton={<Skeleton height={360} radius={0} />}>
            {(graph) => <GraphPanel graph={graph} />}
          </Loaded>
        </Panel>
      )}
      <Columns
        main={
          <>
            <Identifiers profile={profile.id} />
            <Panel title={t('identity.why.merges')}>
              <Loaded query={query} skeleton={<TableSkeleton rows={2} />}>
                {({ merges }) => <Merges merges={merges} />}
              </Loaded>
            </Panel>
          </>
        }
        side={<ExplainForm identifiers={profile.identifiers} />}
      />
    </div>
  );
}
