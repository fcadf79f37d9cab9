import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createApiClient } from '@/api/generated/operations';
import type { Role } from '@/api/may';
import { ProblemError } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { useLeaveGuard } from '@/components/form/useLeaveGuard';
import { useWorkspace } from '@/workspace/here';
import { FreshClient } from './FreshClient';
import { expiryOf, LIVES } from './lives';
import { apiClientsQuery } from './queries';
import { RightsFields } from './RightsFields';
import { NO_RIGHTS } from './rights';

/** Asks what the program is called and may do, and then shows its secret once. */
export function NewApiClient({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [rights, setRights] = useState(NO_RIGHTS);
  const [days, setDays] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const create = useMutation({
    mutationFn: (role: Role) =>
      createApiClient(workspace, {
        name: name.trim(),
        role,
        personalData: rights.personalData,
        expiresAt: expiryOf(days, Date.now()),
      }),
    onSuccess: () => client.invalidateQueries(apiClientsQuery(workspace)),
  });
  useLeaveGuard(name !== '', create.status);
  if (create.data) {
    return <FreshClient credentials={create.data} onClose={onClose} />;
  }

  const problem = create.error instanceof ProblemError ? create.error : null;
  const nameError =
    submitted && name.trim() === '' ? t('team.clients.nameMissing') : problem?.at('/name');
  const roleError =
    submitted && rights.role === null ? t('team.roleMissing') : problem?.at('/role');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSubmitted(true);
    if (name.trim() === '') {
      (event.currentTarget.elements.namedItem('name') as HTMLElement).focus();
    } else if (rights.role !== null) {
      create.mutate(rights.role);
    }
  };
  return (
    <Dialog size="lg" holds title={t('team.clients.create')} onClose={onClose}>
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
            onChange={({ currentTarget }) => {
              setName(currentTarget.value);
              create.reset();
            }}
          />
          <RightsFields
            rights={rights}
            onChange={setRights}
            error={roleError}
            personalDataDetail={t('team.clients.personalDataDetail')}
          />
          <NativeSelect
            label={t('team.clients.expires')}
            value={days}
            data={LIVES.map((each) => ({
              value: each,
              label:
                each === '' ? t('team.clients.never') : t('team.clients.inDays', { days: each }),
            }))}
            onChange={({ currentTarget }) => setDays(currentTarget.value)}
          />
          {create.error && !nameError && !roleError && <Failure error={create.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('form.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('team.clients.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
