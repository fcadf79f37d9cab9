import { Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { IssuedInvitation } from '@/api/generated/model';
import { inviteMember } from '@/api/generated/operations';
import type { Role } from '@/api/may';
import { ProblemError } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { FormButtons } from '@/components/form/FormButtons';
import { useForm } from '@/components/form/useForm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Issued } from './Issued';
import { invitationsQuery } from './queries';
import { RightsFields } from './RightsFields';
import { NO_RIGHTS } from './rights';

const EMPTY = { email: '', rights: NO_RIGHTS };

interface Sent {
  email: string;
  issued: IssuedInvitation;
}

/** Asks whom to invite as what, and then shows how they get in. */
export function Invite({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState<Sent | null>(null);
  if (saved !== null) {
    return <Issued {...saved} onClose={onClose} />;
  }
  return (
    <Dialog size="lg" holds title={t('team.inviteTitle')} onClose={onClose}>
      <InvitationForm onClose={onClose} onSaved={setSaved} />
    </Dialog>
  );
}

interface FormProps {
  onClose: () => void;
  onSaved: (saved: Sent) => void;
}

function InvitationForm({ onClose, onSaved }: FormProps) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const form = useForm({
    start: EMPTY,
    loses: ({ email }) => email !== '',
    send: ({ email, rights }, role: Role) =>
      inviteMember(workspace, { email: email.trim(), role, personalData: rights.personalData }),
    onSaved: (issued) => {
      onSaved({ email: email.trim(), issued });
      return client.invalidateQueries(invitationsQuery(workspace));
    },
  });
  const { change, error, missingShown } = form;
  const { email, rights } = form.draft;
  const problem = error instanceof ProblemError ? error : null;
  const emailError =
    missingShown && email.trim() === '' ? t('team.whomMissing') : problem?.at('/email');
  const roleError =
    missingShown && rights.role === null ? t('team.roleMissing') : problem?.at('/role');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    form.showMissing();
    if (email.trim() === '') {
      (event.currentTarget.elements.namedItem('email') as HTMLElement).focus();
    } else if (rights.role !== null) {
      form.save(rights.role);
    }
  };
  return (
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
          onChange={({ currentTarget }) => change({ email: currentTarget.value })}
        />
        <RightsFields
          rights={rights}
          onChange={(rights) => change({ rights })}
          error={roleError}
          personalDataDetail={t('team.mayReadDetail')}
        />
        {error && !emailError && !roleError && <Failure error={error} />}
        <FormButtons saving={form.saving} onCancel={onClose}>
          {t('team.invite')}
        </FormButtons>
      </Stack>
    </form>
  );
}
