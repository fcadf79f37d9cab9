import { NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ApiClientCredentials } from '@/api/generated/model';
import { createApiClient } from '@/api/generated/operations';
import type { Role } from '@/api/may';
import { ProblemError } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { FormButtons } from '@/components/form/FormButtons';
import { useForm } from '@/components/form/useForm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { FreshClient } from './FreshClient';
import { expiryOf, LIVES } from './lives';
import { apiClientsQuery } from './queries';
import { RightsFields } from './RightsFields';
import { NO_RIGHTS } from './rights';

const EMPTY = { name: '', rights: NO_RIGHTS, days: '' };

/** Asks what the program is called and may do, and then shows its secret once. */
export function NewApiClient({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState<ApiClientCredentials | null>(null);
  if (saved !== null) {
    return <FreshClient credentials={saved} onClose={onClose} />;
  }
  return (
    <Dialog size="lg" holds title={t('team.clients.create')} onClose={onClose}>
      <ApiClientForm onClose={onClose} onSaved={setSaved} />
    </Dialog>
  );
}

interface FormProps {
  onClose: () => void;
  onSaved: (saved: ApiClientCredentials) => void;
}

function ApiClientForm({ onClose, onSaved }: FormProps) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const form = useForm({
    start: EMPTY,
    loses: ({ name }) => name !== '',
    send: ({ name, rights, days }, role: Role) =>
      createApiClient(workspace, {
        name: name.trim(),
        role,
        personalData: rights.personalData,
        expiresAt: expiryOf(days, Date.now()),
      }),
    onSaved: (credentials) => {
      onSaved(credentials);
      return client.invalidateQueries(apiClientsQuery(workspace));
    },
  });
  const { change, error, missingShown } = form;
  const { name, rights, days } = form.draft;
  const problem = error instanceof ProblemError ? error : null;
  const nameError =
    missingShown && name.trim() === '' ? t('team.clients.nameMissing') : problem?.at('/name');
  const roleError =
    missingShown && rights.role === null ? t('team.roleMissing') : problem?.at('/role');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    form.showMissing();
    if (name.trim() === '') {
      (event.currentTarget.elements.namedItem('name') as HTMLElement).focus();
    } else if (rights.role !== null) {
      form.save(rights.role);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          name="name"
          label={t('team.clients.name')}
          description={t('team.clients.nameHelp')}
          value={name}
          error={nameError}
          autoComplete="off"
          data-autofocus
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <RightsFields
          rights={rights}
          onChange={(rights) => change({ rights })}
          error={roleError}
          personalDataDetail={t('team.clients.personalDataDetail')}
        />
        <NativeSelect
          label={t('team.clients.expires')}
          value={days}
          data={LIVES.map((each) => ({
            value: each,
            label: each === '' ? t('team.clients.never') : t('team.clients.inDays', { days: each }),
          }))}
          onChange={({ currentTarget }) => change({ days: currentTarget.value })}
        />
        {error && !nameError && !roleError && <Failure error={error} />}
        <FormButtons saving={form.saving} onCancel={onClose}>
          {t('team.clients.create')}
        </FormButtons>
      </Stack>
    </form>
  );
}
