import { ApprovalCount } from '@/components/counts/ApprovalCount';
import { later } from '@/components/later/later';
import { ObjectTabs } from '@/components/page/ObjectTabs';
import { Page } from '@/components/page/Page';
import { useTranslation } from '@/texts/useTranslation';
import { Members } from './Members';
import { WorkspacePanel } from './workspace/WorkspacePanel';

const ApiClientsTab = later(() =>
  import('./ApiClientsTab').then(({ ApiClientsTab }) => ({ default: ApiClientsTab })),
);
const WriteKeysTab = later(() =>
  import('./WriteKeysTab').then(({ WriteKeysTab }) => ({ default: WriteKeysTab })),
);
const ApprovalsTab = later(() =>
  import('./approvals/ApprovalsTab').then(({ ApprovalsTab }) => ({ default: ApprovalsTab })),
);
const AdministrationTab = later(() =>
  import('./administration/AdministrationTab').then(({ AdministrationTab }) => ({
    default: AdministrationTab,
  })),
);
const AuditTab = later(() =>
  import('./audit/AuditTab').then(({ AuditTab }) => ({ default: AuditTab })),
);

export function TeamPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.team')} lead={t('team.lead')}>
      <ObjectTabs
        label={t('nav.team')}
        tabs={[
          { value: 'people', label: t('team.tabs.people'), panel: () => <Members /> },
          { value: 'clients', label: t('team.tabs.clients'), panel: () => <ApiClientsTab /> },
          { value: 'keys', label: t('team.tabs.keys'), panel: () => <WriteKeysTab /> },
          {
            value: 'approvals',
            label: t('approvals.tab'),
            count: <ApprovalCount />,
            panel: () => <ApprovalsTab />,
          },
          {
            value: 'administration',
            label: t('administration.tab'),
            panel: () => <AdministrationTab />,
          },
          { value: 'audit', label: t('audit.tab'), panel: () => <AuditTab /> },
          { value: 'workspace', label: t('workspace.tab'), panel: () => <WorkspacePanel /> },
        ]}
      />
    </Page>
  );
}
