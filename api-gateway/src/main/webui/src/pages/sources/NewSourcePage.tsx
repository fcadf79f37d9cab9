import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import type { Source } from '@/api/generated/model';
import { createSource } from '@/api/generated/operations';
import { ProblemError } from '@/api/problem';
import { sourcesQuery } from '@/api/queries';
import { Failure } from '@/components/feedback/Failure';
import { keyFromName } from '@/components/form/keyFromName';
import { useForm } from '@/components/form/useForm';
import { FormPage } from '@/components/page/FormPage';
import { ListCrumb } from '@/components/page/ListCrumb';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { freshKeys } from './freshKeys';
import { KindChoice } from './KindChoice';

interface Draft {
  name: string;
  /** Null until one is typed: it follows the name. */
  ownKey: string | null;
  kind: Source['kind'];
}

// The kind that is safe with any key; a key that is known to nobody else is chosen with care.
const EMPTY: Draft = { name: '', ownKey: null, kind: 'browser' };

const keyOf = ({ name, ownKey }: Draft) => ownKey ?? keyFromName(name);

export function NewSourcePage() {
  const { t } = useTranslation();
  return (
    <FormPage
      operation="createSource"
      title={t('sources.create')}
      lead={t('sources.createLead')}
      crumbs={[<ListCrumb key="all" of="sources" />]}
    >
      <Form />
    </FormPage>
  );
}

function Form() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  const form = useForm<Draft, Source>({
    start: EMPTY,
    loses: ({ name }) => name !== '',
    send: (draft, _, attempt) =>
      createSource(
        workspace,
        { name: draft.name.trim(), key: keyOf(draft), kind: draft.kind },
        { headers: { 'Idempotency-Key': attempt } },
      ),
    onSaved: (source) => {
      if (source.writeKey) {
        freshKeys.keep(source.id, source.writeKey);
      }
      void client.invalidateQueries(sourcesQuery(workspace));
      void navigate({
        to: '/w/$workspace/sources/$source',
        params: { workspace, source: source.id },
        replace: true,
      });
    },
  });
  const { draft, change, error, missingShown } = form;
  const { name, kind } = draft;
  const key = keyOf(draft);

  const problem = error instanceof ProblemError ? error : null;
  const nameError =
    missingShown && name.trim() === '' ? t('sources.nameMissing') : problem?.at('/name');
  const keyError = missingShown && key === '' ? t('sources.keyMissing') : keyProblem(problem);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    form.showMissing();
    if (name.trim() === '' || key === '') {
      (
        event.currentTarget.elements.namedItem(name.trim() === '' ? 'name' : 'key') as HTMLElement
      ).focus();
      return;
    }
    form.save();
  };
  return (
    <Panel>
      <form onSubmit={submit} noValidate>
        <Stack gap="md" maw={480}>
          <TextInput
            name="name"
            label={t('list.name')}
            description={t('sources.nameHelp')}
            value={name}
            error={nameError}
            data-autofocus
            onChange={({ currentTarget }) => change({ name: currentTarget.value })}
          />
          <TextInput
            name="key"
            label={t('object.key')}
            description={t('sources.keyHelp')}
            value={key}
            error={keyError}
            classNames={{ input: 'mono' }}
            onChange={({ currentTarget }) => change({ ownKey: currentTarget.value })}
          />
          <KindChoice kind={kind} onChange={(kind) => change({ kind })} />
          {error && !problem?.at('/name') && !keyProblem(problem) && <Failure error={error} />}
          <Group>
            <Button type="submit" loading={form.saving}>
              {t('sources.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

function keyProblem(problem: ProblemError | null): string | undefined {
  return problem?.code === 'key-taken' ? problem.message : problem?.at('/key');
}
