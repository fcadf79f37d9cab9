import { useTranslation } from 'react-i18next';
import { useMay, useWorkspace } from '@/app/workspace/here';
import { Forbidden } from '@/components/feedback/Forbidden';
import { TextLink } from '@/components/links';
import { Page } from '@/components/page/Page';
import { NewModel } from './NewModel';

export function NewModelPage() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const may = useMay('createModel');
  return (
    <Page
      title={t('models.add')}
      lead={t('models.addLead')}
      crumbs={[
        <TextLink key="all" to="/w/$workspace/models" params={{ workspace }} inherit>
          {t('nav.models')}
        </TextLink>,
      ]}
    >
      {may.allowed ? <NewModel /> : <Forbidden needs={may.needs} />}
    </Page>
  );
}
