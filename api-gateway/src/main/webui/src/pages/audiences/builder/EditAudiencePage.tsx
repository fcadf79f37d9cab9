import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Audience } from '@/api/generated/model';
import { audienceQuery } from '@/api/queries';
import { Empty } from '@/components/feedback/Empty';
import { Forbidden } from '@/components/feedback/Forbidden';
import { AudienceLink } from '@/components/objects/ObjectLink';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { Editor } from './Editor';
import type { GroupNode } from './rule/model';
import { read, Unreadable } from './rule/read';

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
  const { t } = useTranslation();
  const [opened, setOpened] = useState(() => ({ audience: newest, rule: readable(newest) }));
  const { audience, rule } = opened;
  return rule === null ? (
    <Page title={audience.name} crumbs={[<ListCrumb key="all" of="audiences" />]}>
      <Panel>
        <Empty
          title={t('builder.unreadable')}
          action={<AudienceLink id={audience.id} name={audience.name} />}
        >
          {t('builder.unreadableDetail')}
        </Empty>
      </Panel>
    </Page>
  ) : (
    <Editor
      key={audience.version}
      audience={audience}
      rule={rule}
      onTakeNewest={() => setOpened({ audience: newest, rule: readable(newest) })}
    />
  );
}

function readable({ rule }: Audience): GroupNode | null {
  try {
    return read(rule);
  } catch (error) {
    if (error instanceof Unreadable) {
      return null;
    }
    throw error;
  }
}
