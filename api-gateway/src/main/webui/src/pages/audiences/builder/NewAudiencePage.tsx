import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/workspace/here';
import { Forbidden } from '@/components/feedback/Forbidden';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { AudiencesCrumb } from './AudiencesCrumb';
import { Editor } from './Editor';
import { newGroup } from './rule/model';

export function NewAudiencePage() {
  const { t } = useTranslation();
  const may = useMay('createAudience');
  const [empty] = useState(() => newGroup('all'));
  return may.allowed ? (
    <Editor audience={null} rule={empty} />
  ) : (
    <Page title={t('builder.newAudience')} crumbs={[<AudiencesCrumb key="all" />]}>
      <Panel>
        <Forbidden needs={may.needs} />
      </Panel>
    </Page>
  );
}
