import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
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
import { newGroup } from './rule/model';
import { readable } from './rule/readable';
import { UnreadableRule } from './UnreadableRule';

/** Begins with an empty rule, or with the rule of the audience that is copied. */
export function NewAudiencePage() {
  const { t } = useTranslation();
  const may = useMay('createAudience');
  const { copy } = useSearch({ from: '/w/$workspace/audiences/new' });
  if (!may.allowed) {
    return (
      <Page title={t('builder.newAudience')} crumbs={[<ListCrumb key="all" of="audiences" />]}>
        <Panel>
          <Forbidden needs={may.needs} />
        </Panel>
      </Page>
    );
  }
  return copy === undefined ? <Empty key="empty" /> : <Original key={copy} id={copy} />;
}

function Empty() {
  const [rule] = useState(() => newGroup('all'));
  return <Editor audience={null} rule={rule} />;
}

function Original({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useQuery(audienceQuery(useWorkspace(), id));
  return (
    <LoadedPage query={query} kind={t('builder.newAudience')}>
      {(original) => <Copied original={original} />}
    </LoadedPage>
  );
}

/** The rule as it was when the copy was begun: later changes of the original do not change the copy. */
function Copied({ original }: { original: Audience }) {
  const { t } = useTranslation();
  const [{ audience, rule }] = useState({ audience: original, rule: readable(original.rule) });
  return rule === null ? (
    <UnreadableRule title={t('builder.newAudience')} audience={audience} />
  ) : (
    <Editor
      audience={null}
      rule={rule}
      named={{
        name: t('builder.copyOf', { name: audience.name }),
        description: audience.description,
      }}
    />
  );
}
