import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Source } from '@/api/generated/model';
import { createSource } from '@/api/generated/operations';
import { ProblemError } from '@/api/problem';
import { sourcesQuery } from '@/api/queries';
import { Failure } from '@/components/feedback/Failure';
import { keyFromName } from '@/components/form/keyFromName';
import { useLeaveGuard } from '@/components/form/useLeaveGuard';
import { FormPage } from '@/components/page/FormPage';
import { ListCrumb } from '@/components/page/ListCrumb';
import { Panel } from '@/components/page/Panel';
import { useWorkspace } from '@/workspace/here';
import { freshKeys } from './freshKeys';

const KINDS: readonly Source['kind'][] = ['browser', 'server'];

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
  const [name, setName] = useState('');
  const [ownKey, setOwnKey] = useState<string | null>(null);
  // The kind that is safe with any key; a key that is known to nobody else is chosen with care.
  const [kind, setKind] = useState<Source['kind']>('browser');
  const [submitted, setSubmitted] = useState(false);
  // Asking again after a lost answer must not make a second source; another source is another request.
  const [attempt, setAttempt] = useState(() => crypto.randomUUID());
  const key = ownKey ?? keyFromName(name);

  const create = useMutation({
    mutationFn: () =>
      createSource(
        workspace,
        { name: name.trim(), key, kind },
        { headers: { 'Idempotency-Key': attempt } },
      ),
    onSuccess: (source) => {
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
  useLeaveGuard(name !== '', create.status);

  const problem = create.error instanceof ProblemError ? create.error : null;
  const nameError =
    submitted && name.trim() === '' ? t('sources.nameMissing') : problem?.at('/name');
  const keyError = submitted && key === '' ? t('sources.keyMissing') : keyProblem(problem);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSubmitted(true);
    if (name.trim() === '' || key === '') {
      (
        event.currentTarget.elements.namedItem(name.trim() === '' ? 'name' : 'key') as HTMLElement
      ).focus();
      return;
    }
    create.mutate();
  };
  const changed = () => {
    setAttempt(crypto.randomUUID());
    create.reset();
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
            onChange={({ currentTarget }) => {
              setName(currentTarget.value);
              changed();
            }}
          />
          <TextInput
            name="key"
            label={t('object.key')}
            description={t('sources.keyHelp')}
            value={key}
            error={keyError}
            classNames={{ input: 'mono' }}
            onChange={({ currentTarget }) => {
              setOwnKey(currentTarget.value);
              changed();
            }}
          />
          <Radio.Group
            name="kind"
            label={t('sources.kind')}
            value={kind}
            onChange={(chosen) => {
              setKind(chosen as Source['kind']);
              changed();
            }}
          >
            <Stack gap="xs" mt="xs">
              {KINDS.map((each) => (
                <Radio
                  key={each}
                  value={each}
                  label={t(`sources.kinds.${each}`)}
                  description={t(`sources.kindHelp.${each}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          {create.error && !problem?.at('/name') && !keyProblem(problem) && (
            <Failure error={create.error} />
          )}
          <Group>
            <Button type="submit" loading={create.isPending}>
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
