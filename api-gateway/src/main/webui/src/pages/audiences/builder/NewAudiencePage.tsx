import { useState } from 'react';
import { Forbidden } from '@/components/feedback/Forbidden';
import { ListCrumb } from '@/components/page/ListCrumb';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import { Editor } from './Editor';
import { newGroup } from './rule/model';

export function NewAudiencePage() {
  const { t } = useTranslation();
  const may = useMay('createAudience');
  const [empty] = useState(() => newGroup('all'));
  return may.allowed ? (
    <Editor audience={null} rule={empty} />
  ) : (
    <Page title={t('builder.newAudience')} crumbs={[<ListCrumb key="all" of="audiences" />]}>
      <Panel>
        <Forbidden needs={may.needs} />
      </Panel>
    </Page>
  );
}
