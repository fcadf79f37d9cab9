import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { openAlertsQuery } from '@/api/queries';
import { Loaded } from '@/components/feedback/Loaded';
import { Columns } from '@/components/page/Columns';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { AlertList } from './AlertList';
import { AlertRulesPanel } from './AlertRulesPanel';
import { AlertSettingsPanel } from './AlertSettingsPanel';
import { recentAlertsQuery } from './queries';

/** Open and resolved alerts, and who is notified. */
export function AlertsPage() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const open = useQuery(openAlertsQuery(workspace));
  const recent = useQuery(recentAlertsQuery(workspace));
  const mayRead = useMay('readAlertSettings').allowed;
  return (
    <Page title={t('nav.alerts')} lead={t('alerts.lead')}>
      <Columns
        main={
          <>
            <Panel title={t('alerts.open')} flush>
              <Loaded query={open} skeleton={<ListSkeleton />}>
                {(alerts) => <AlertList alerts={alerts} empty={t('alerts.none')} />}
              </Loaded>
            </Panel>
            <AlertRulesPanel />
            <Panel title={t('alerts.recent')} flush>
              <Loaded query={recent} skeleton={<ListSkeleton />}>
                {(alerts) => <AlertList alerts={alerts} empty={t('alerts.noneRecent')} />}
              </Loaded>
            </Panel>
          </>
        }
        side={
          mayRead ? (
            <AlertSettingsPanel />
          ) : (
            <Panel title={t('alerts.settings.title')}>
              <Text c="dimmed">{t('alerts.settings.admins')}</Text>
            </Panel>
          )
        }
      />
    </Page>
  );
}

function ListSkeleton() {
  return (
    <Stack p="md" gap="sm">
      <Skeleton height={20} />
      <Skeleton height={20} width="70%" />
    </Stack>
  );
}
