import { Navigate, useSearch } from '@tanstack/react-router';
import { later } from '@/components/later/later';
import { ObjectTabs } from '@/components/page/ObjectTabs';
import { Page } from '@/components/page/Page';
import { useTranslation } from '@/texts/useTranslation';

const RulesTab = later(() =>
  import('./rules/RulesTab').then(({ RulesTab }) => ({ default: RulesTab })),
);
const InboxTab = later(() =>
  import('./inbox/InboxTab').then(({ InboxTab }) => ({ default: InboxTab })),
);
const MatchingTab = later(() =>
  import('./matching/MatchingTab').then(({ MatchingTab }) => ({ default: MatchingTab })),
);
const SharedTab = later(() =>
  import('./shared/SharedTab').then(({ SharedTab }) => ({ default: SharedTab })),
);

/** Which identifiers make people one, who may be one as well, and which ones are not a person's own. */
export function IdentityPage() {
  const { t } = useTranslation();
  const { tab, state } = useSearch({ from: '/w/$workspace/identity' });
  if (tab === 'conflicts') {
    // Where they were before suggestions stood beside them.
    return <Navigate to="." search={{ tab: 'inbox', state }} replace />;
  }
  return (
    <Page title={t('nav.identity')} lead={t('identity.lead')}>
      <ObjectTabs
        label={t('nav.identity')}
        tabs={[
          { value: 'rules', label: t('identity.tabs.rules'), panel: () => <RulesTab /> },
          { value: 'inbox', label: t('identity.tabs.inbox'), panel: () => <InboxTab /> },
          { value: 'matching', label: t('identity.tabs.matching'), panel: () => <MatchingTab /> },
          {
            value: 'shared',
            label: t('identity.tabs.shared'),
            panel: () => <SharedTab />,
          },
        ]}
      />
    </Page>
  );
}
