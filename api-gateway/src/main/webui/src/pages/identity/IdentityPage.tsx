import { Stack } from '@mantine/core';
import { Navigate, useSearch } from '@tanstack/react-router';
import { ObjectTabs } from '@/components/page/ObjectTabs';
import { Page } from '@/components/page/Page';
import { useTranslation } from '@/texts/useTranslation';
import { Inbox } from './inbox/Inbox';
import { Matching } from './matching/Matching';
import { Rules } from './rules/Rules';
import { CappedPeople } from './shared/CappedPeople';
import { SharedIdentifiers } from './shared/SharedIdentifiers';

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
          { value: 'rules', label: t('identity.tabs.rules'), panel: () => <Rules /> },
          { value: 'inbox', label: t('identity.tabs.inbox'), panel: () => <Inbox /> },
          { value: 'matching', label: t('identity.tabs.matching'), panel: () => <Matching /> },
          {
            value: 'shared',
            label: t('identity.tabs.shared'),
            panel: () => (
              <Stack gap="md">
                <CappedPeople />
                <SharedIdentifiers />
              </Stack>
            ),
          },
        ]}
      />
    </Page>
  );
}
