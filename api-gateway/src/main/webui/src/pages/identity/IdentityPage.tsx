import { useTranslation } from 'react-i18next';
import { ObjectTabs } from '@/components/page/ObjectTabs';
import { Page } from '@/components/page/Page';
import { Conflicts } from './conflicts/Conflicts';
import { Rules } from './rules/Rules';
import { SharedIdentifiers } from './shared/SharedIdentifiers';

/** Which identifiers make people one, whom they did not, and which ones are not a person's own. */
export function IdentityPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.identity')} lead={t('identity.lead')}>
      <ObjectTabs
        label={t('nav.identity')}
        tabs={[
          { value: 'rules', label: t('identity.tabs.rules'), panel: () => <Rules /> },
          { value: 'conflicts', label: t('identity.tabs.conflicts'), panel: () => <Conflicts /> },
          { value: 'shared', label: t('identity.tabs.shared'), panel: () => <SharedIdentifiers /> },
        ]}
      />
    </Page>
  );
}
