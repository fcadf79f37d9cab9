import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inviteMember } from '@/api/generated/operations';
import { ProblemError } from '@/api/problem';
import { useWorkspace } from '@/app/workspace/here';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { useLeaveGuard } from '@/components/form/useLeaveGuard';
import { InvitedNow } from './InvitedNow';
import { membersQuery } from './queries';
import { RightsFields } from './RightsFields';
import { NO_RIGHTS } from './rights';

/** Asks whom to invite as what, and then shows how they get in. */
export function Invite({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [person, setPerson] = useState('');
  const [rights, setRights] = useState(NO_RIGHTS);
  const [submitted, setSubmitted] = useState(false);
  const invite = useMutation({
    mutationFn: () => inviteMember(workspace, { person: person.trim(), ...rights }),
    onSuccess: () => client.invalidateQueries(membersQuery(workspace)),
  });
  useLeaveGuard(person !== '', invite.status);
  if (invite.data) {
    return <InvitedNow person={person.trim()} invited={invite.data} onClose={onClose} />;
  }

  const problem = invite.error instanceof ProblemError ? invite.error : null;
  const personError =
    submitted && person.trim() === '' ? t('team.whomMissing') : problem?.at('/person');
  const roleError =
    submitted && rights.role === null ? t('team.roleMissing') : problem?.at('/role');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSubmitted(true);
    if (person.trim() === '') {
      (event.currentTarget.elements.namedItem('person') as HTMLElement).focus();
    } else if (rights.role !== null) {
      invite.mutate();
    }
  };
  return (
    <Dialog size="lg" holds title={t('team.inviteTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            name="person"
            label={t('team.whom')}
            description={t('team.whomHelp')}
            value={person}
            error={personError}
            autoComplete="off"
            data-autofocus
            onChange={({ currentTarget }) => {
              setPerson(currentTarget.value);
              invite.reset();
            }}
          />
          <RightsFields
            rights={rights}
            onChange={setRights}
            error={roleError}
            personalDataDetail={t('team.mayReadDetail')}
          />
          {invite.error && !personError && !roleError && <Failure error={invite.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('form.cancel')}
            </Button>
            <Button type="submit" loading={invite.isPending}>
              {t('team.invite')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
