import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Audience } from '@/api/generated/model';
import { audienceQuery } from '@/api/queries';
import { Forbidden } from '@/components/feedback/Forbidden';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { Editor } from './Editor';
import { readable } from './rule/readable';
import { UnreadableRule } from './UnreadableRule';

export function EditAudiencePage() {
  const { t } = useTranslation();
  const { audience } = useParams({ from: '/w/$workspace/audiences/$audience/edit' });
  const may = useMay('changeAudience');
  const query = useQuery(audienceQuery(useWorkspace(), audience));
  return (
    <LoadedPage query={query} kind={t('nav.audiences')}>
      {(found) =>
        may.allowed ? (
          <Opened key={found.id} newest={found} />
        ) : (
          <Page title={found.name} crumbs={[<ListCrumb key="all" of="audiences" />]}>
            <Panel>
              <Forbidden needs={may.needs} />
            </Panel>
          </Page>
        )
      }
    </LoadedPage>
  );
}

/** The audience as it was when it was opened: what others save meanwhile does not change it unasked. */
function Opened({ newest }: { newest: Audience }) {
  const [opened, setOpened] = useState(() => ({ audience: newest, rule: readable(newest.rule) }));
  const { audience, rule } = opened;
  return rule === null ? (
    <UnreadableRule title={audience.name} audience={audience} />
  ) : (
    <Editor
      key={`${audience.version} ${audience.updatedAt}`}
      audience={audience}
      rule={rule}
      onTakeNewest={() => setOpened({ audience: newest, rule: readable(newest.rule) })}
    />
  );
}
