import { ObjectTabs } from '@/components/page/ObjectTabs';
import { Page } from '@/components/page/Page';
import { useTranslation } from '@/texts/useTranslation';
import { Events } from './Events';
import { Quality } from './quality/Quality';
import { Traits } from './Traits';

/** What audiences can be built from. */
export function DictionaryPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.dictionary')} lead={t('dictionary.lead')}>
      <ObjectTabs
        label={t('nav.dictionary')}
        tabs={[
          { value: 'traits', label: t('dictionary.traits'), panel: () => <Traits /> },
          { value: 'quality', label: t('quality.title'), panel: () => <Quality /> },
          { value: 'events', label: t('dictionary.events'), panel: () => <Events /> },
        ]}
      />
    </Page>
  );
}
