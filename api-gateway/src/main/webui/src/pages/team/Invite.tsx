import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inviteMember } from '@/api/generated/operations';
import type { Role } from '@/api/may';
import { ProblemError } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { useLeaveGuard } from '@/components/form/useLeaveGuard';
import { useWorkspace } from '@/workspace/here';
import { Issued } from './Issued';
import { invitationsQuery } from './queries';
import { RightsFields } from './RightsFields';
import { NO_RIGHTS } from './rights';

/** Asks whom to invite as what, and then shows how they get in. */
export function Invite({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [rights, setRights] = useState(NO_RIGHTS);
  const [submitted, setSubmitted] = useState(false);
  const invite = useMutation({
    mutationFn: (role: Role) =>
      inviteMember(workspace, { email: email.trim(), role, personalData: rights.personalData }),
    onSuccess: () => client.invalidateQueries(invitationsQuery(workspace)),
  });
  useLeaveGuard(email !== '', invite.status);
  if (invite.data) {
    return <Issued email={email.trim()} issued={invite.data} onClose={onClose} />;
  }

  const problem = invite.error instanceof ProblemError ? invite.error : null;
  const emailError =
    submitted && email.trim() === '' ? t('team.whomMissing') : problem?.at('/email');
  const roleError =
    submitted && rights.role === null ? t('team.roleMissing') : problem?.at('/role');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSubmitted(true);
    if (email.trim() === '') {
      (event.currentTarget.elements.namedItem('email') as HTMLElement).focus();
    } else if (rights.role !== null) {
      invite.mutate(rights.role);
    }
  };
  return (
    <Dialog size="lg" holds title={t('team.inviteTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            name="email"
            type="email"
            label={t('team.whom')}
            description={t('team.whomHelp')}
            value={email}
            error={emailError}
            autoComplete="off"
            data-autofocus
            onChange={({ currentTarget }) => {
              setEmail(currentTarget.value);
              invite.reset();
            }}
          />
          <RightsFields
            rights={rights}
            onChange={setRights}
            error={roleError}
            personalDataDetail={t('team.mayReadDetail')}
          />
          {invite.error && !emailError && !roleError && <Failure error={invite.error} />}
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
