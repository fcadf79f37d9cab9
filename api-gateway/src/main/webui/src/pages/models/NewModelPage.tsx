import { FormPage } from '@/components/page/FormPage';
import { ListCrumb } from '@/components/page/ListCrumb';
import { useTranslation } from '@/texts/useTranslation';
import { NewModel } from './NewModel';

export function NewModelPage() {
  const { t } = useTranslation();
  return (
    <FormPage
      operation="createModel"
      title={t('models.add')}
      lead={t('models.addLead')}
      crumbs={[<ListCrumb key="all" of="models" />]}
    >
      <NewModel />
    </FormPage>
  );
}
