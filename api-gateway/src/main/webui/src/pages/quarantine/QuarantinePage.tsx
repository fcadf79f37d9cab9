import { Stack } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { following } from '@/api/changes/following';
import { listQuarantineReasons } from '@/api/generated/operations';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { OneReason } from './OneReason';
import { RequestedMessages } from './RequestedMessages';
import { ServiceMessages } from './ServiceMessages';
import { messageReasonsQuery, requestedMessagesQuery, SERVICE_NAMES } from './services';

/**
 * What was accepted and could not be processed: events and rows by reason, then the messages between
 * services, by service and reason. Nothing is said to be empty before everybody has answered.
 */
export function QuarantinePage() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { service: shownAt, reason: shown } = useSearch({ from: '/w/$workspace/quarantine' });
  const inputs = useQuery({
    queryKey: ['workspaces', workspace, 'quarantine-reasons'],
    queryFn: async ({ signal }) => (await listQuarantineReasons(workspace, { signal })).data,
    ...following({ quarantine: true, events: true }),
  });
  const messages = useQueries({
    queries: SERVICE_NAMES.map((service) => messageReasonsQuery(workspace, service)),
  });
  const requested = useQueries({
    queries: SERVICE_NAMES.map((service) => requestedMessagesQuery(workspace, service)),
  });
  const reasons = [inputs, ...messages];
  const isAsking = [...reasons, ...requested].some(
    (each) => each.data === undefined && each.errorUpdateCount === 0,
  );
  const isEmpty =
    reasons.every(({ data }) => data?.length === 0) &&
    requested.every(({ data }) => data?.data.length === 0);
  return (
    <Page title={t('nav.quarantine')} lead={t('quarantine.lead')}>
      <Stack gap="md">
        <Loaded query={inputs} skeleton={null}>
          {(found) =>
            found.map((each) => (
              <OneReason
                key={each.reason}
                reason={each}
                open={shownAt === undefined && each.reason === shown}
              />
            ))
          }
        </Loaded>
        {SERVICE_NAMES.map((service, at) => {
          const query = messages[at];
          return (
            query && (
              <ServiceMessages
                key={service}
                service={service}
                query={query}
                shown={shownAt === service ? shown : undefined}
              />
            )
          );
        })}
        {SERVICE_NAMES.map((service, at) => {
          const query = requested[at];
          return (
            query && (
              <Loaded key={service} query={query} skeleton={null}>
                {(page) => <RequestedMessages service={service} page={page} />}
              </Loaded>
            )
          );
        })}
        {isAsking && (
          <div aria-busy="true">
            <Panel flush>
              <TableSkeleton rows={3} />
            </Panel>
          </div>
        )}
        {isEmpty && (
          <Panel>
            <Empty title={t('quarantine.none')}>{t('quarantine.noneDetail')}</Empty>
          </Panel>
        )}
      </Stack>
    </Page>
  );
}
