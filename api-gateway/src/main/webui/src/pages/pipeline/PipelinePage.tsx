import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { pipelineQuery } from '@/api/queries';
import { Loaded } from '@/components/feedback/Loaded';
import { Page } from '@/components/page/Page';
import { standingTrails } from '@/features/pipeline/stages';
import { TimeNode } from '@/features/pipeline/TimeNode';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { StagePanel } from './StagePanel';

/** Where the incoming data is, why it is late, and what to do. Alerts about the pipeline lead here. */
export function PipelinePage() {
  const { t } = useTranslation();
  const pipeline = useQuery(pipelineQuery(useWorkspace()));
  return (
    <Page title={t('nav.pipeline')} lead={t('pipelinePage.lead')}>
      <Loaded query={pipeline} skeleton={<StagesSkeleton />}>
        {(pipeline) => (
          <Stack gap="md">
            <TimeNode pipeline={pipeline} />
            {[...pipeline.stages, ...standingTrails(pipeline)].map((stage) => (
              <StagePanel key={stage.stage} stage={stage} asOf={pipeline.asOf} />
            ))}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function StagesSkeleton() {
  return (
    <Stack gap="md">
      <Skeleton height={96} />
      <Skeleton height={96} />
      <Skeleton height={96} />
    </Stack>
  );
}
