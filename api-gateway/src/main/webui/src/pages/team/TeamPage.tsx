import { ApprovalCount } from '@/components/counts/ApprovalCount';
import { ObjectTabs } from '@/components/page/ObjectTabs';
import { Page } from '@/components/page/Page';
import { useTranslation } from '@/texts/useTranslation';
import { ApiClients } from './ApiClients';
import { Administration } from './administration/Administration';
import { Approvals } from './approvals/Approvals';
import { Audit } from './audit/Audit';
import { Members } from './Members';
import { WriteKeysOfAll } from './WriteKeysOfAll';
import { WorkspacePanel } from './workspace/WorkspacePanel';

export function TeamPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.team')} lead={t('team.lead')}>
      <ObjectTabs
        label={t('nav.team')}
        tabs={[
          { value: 'people', label: t('team.tabs.people'), panel: () => <Members /> },
          { value: 'clients', label: t('team.tabs.clients'), panel: () => <ApiClients /> },
          { value: 'keys', label: t('team.tabs.keys'), panel: () => <WriteKeysOfAll /> },
          {
            value: 'approvals',
            label: t('approvals.tab'),
            count: <ApprovalCount />,
            panel: () => <Approvals />,
          },
          {
            value: 'administration',
            label: t('administration.tab'),
            panel: () => <Administration />,
          },
          { value: 'audit', label: t('audit.tab'), panel: () => <Audit /> },
          { value: 'workspace', label: t('workspace.tab'), panel: () => <WorkspacePanel /> },
        ]}
      />
    </Page>
  );
}
