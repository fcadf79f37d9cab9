import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { traitsQuery } from '@/api/catalogueQueries';
import type { Audience } from '@/api/generated/model';
import { calls } from '@/api/generated/ruleGrammar';
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
import type { Subject } from './vocabulary/subject';
import { newCondition, UNSEEN } from './vocabulary/subjects';

/**
 * Begins with an empty rule, with a condition on the trait or the event of the address, or with the rule of the audience that
 * is copied.
 */
export function NewAudiencePage() {
  const { t } = useTranslation();
  const may = useMay('createAudience');
  const { copy, trait, call, event } = useSearch({ from: '/w/$workspace/audiences/new' });
  if (!may.allowed) {
    return (
      <Page title={t('builder.newAudience')} crumbs={[<ListCrumb key="all" of="audiences" />]}>
        <Panel>
          <Forbidden needs={may.needs} />
        </Panel>
      </Page>
    );
  }
  if (copy !== undefined) {
    return <Original key={copy} id={copy} />;
  }
  if (trait !== undefined) {
    return <AboutTrait key={`trait ${trait}`} trait={trait} />;
  }
  const known = calls.find((each) => each === call);
  return known === undefined ? (
    <Begun key="empty" />
  ) : (
    <Begun
      key={`event ${known} ${event}`}
      about={{ kind: 'event', call: known, event: event ?? null, seen: UNSEEN }}
    />
  );
}

/** The catalogue knows which values the trait has, which decides the first operator. */
function AboutTrait({ trait }: { trait: string }) {
  const { t } = useTranslation();
  const query = useQuery(traitsQuery(useWorkspace()));
  return (
    <LoadedPage query={query} kind={t('builder.newAudience')}>
      {({ data }) => {
        const types = data.find(({ name }) => name === trait)?.types ?? [];
        return <Begun about={{ kind: 'trait', trait, types, seen: UNSEEN }} />;
      }}
    </LoadedPage>
  );
}

/** @param about what the first condition is about; without it, the rule is empty */
function Begun({ about }: { about?: Subject }) {
  const [rule] = useState(() => ({
    ...newGroup('all'),
    nodes: about === undefined ? [] : [newCondition(about)],
  }));
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
      copyOf={audience.name}
    />
  );
}
