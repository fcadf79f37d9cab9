import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listQuarantineReasons } from '@/api/generated/operations';
import { LIVE } from '@/api/queryClient';
import { useWorkspace } from '@/app/workspace/here';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { OneReason } from './OneReason';

/** What was accepted and could not be processed, by reason. */
export function QuarantinePage() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { reason } = useSearch({ from: '/w/$workspace/quarantine' });
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'quarantine-reasons'],
    queryFn: async ({ signal }) => (await listQuarantineReasons(workspace, { signal })).data,
    refetchInterval: LIVE,
  });
  return (
    <Page title={t('nav.quarantine')} lead={t('setAside.lead')}>
      <Loaded
        query={query}
        skeleton={
          <Panel flush>
            <TableSkeleton />
          </Panel>
        }
      >
        {(reasons) =>
          reasons.length === 0 ? (
            <Panel>
              <Empty title={t('setAside.none')}>{t('setAside.noneDetail')}</Empty>
            </Panel>
          ) : (
            <Stack gap="md">
              {reasons.map((each) => (
                <OneReason key={each.reason} reason={each} open={each.reason === reason} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}
