import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { openAlertsQuery } from '@/api/queries';
import { Loaded } from '@/components/feedback/Loaded';
import { Page } from '@/components/page/Page';
import { awayServices } from '@/features/pipeline/awayServices';
import { pipelineQuery } from '@/features/pipeline/pipelineQuery';
import { standingTrails } from '@/features/pipeline/stages';
import { TimeNode } from '@/features/pipeline/TimeNode';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { AwayServicePanel } from './AwayServicePanel';
import { StagePanel } from './StagePanel';

/** Where the incoming data is, why it is late, and what to do. Alerts about the pipeline lead here. */
export function PipelinePage() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const pipeline = useQuery(pipelineQuery(workspace));
  const alerts = useQuery(openAlertsQuery(workspace));
  return (
    <Page title={t('nav.pipeline')} lead={t('pipelinePage.lead')}>
      <Stack gap="md">
        {awayServices(alerts.data ?? []).map((service) => (
          <AwayServicePanel key={service.name} service={service} />
        ))}
        <Loaded query={pipeline} skeleton={<StagesSkeleton />}>
          {(pipeline) => (
            <Stack gap="md">
              <TimeNode pipeline={pipeline} />
              {[...pipeline.stages, ...standingTrails(pipeline)].map((stage) => (
                <StagePanel key={stage.stage} stage={stage} pipeline={pipeline} />
              ))}
            </Stack>
          )}
        </Loaded>
        {alerts.isError && (
          <Text role="status" c="dimmed">
            {t('pipelinePage.othersUnknown')}
          </Text>
        )}
      </Stack>
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
