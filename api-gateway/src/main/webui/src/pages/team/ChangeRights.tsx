import { Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { Member } from '@/api/generated/model';
import { putMember } from '@/api/generated/operations';
import type { Role } from '@/api/may';
import { membersQuery } from '@/api/members';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { FormButtons } from '@/components/form/FormButtons';
import { useForm } from '@/components/form/useForm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { nameOf } from './nameOf';
import { RightsFields } from './RightsFields';
import type { Rights } from './rights';

interface Props {
  member: Member;
  onClose: () => void;
}

/** Gives a member another role, or gives or takes the right to see personal data. */
export function ChangeRights({ member, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      size="lg"
      holds
      title={t('team.changeTitle', { name: nameOf(member) })}
      onClose={onClose}
    >
      <RightsForm member={member} onClose={onClose} />
    </Dialog>
  );
}

function RightsForm({ member, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const { data: members = [] } = useQuery(membersQuery(workspace));
  const only = members.every(({ id, role }) => id === member.id || role !== 'admin');
  const form = useForm<Rights, void, Role>({
    start: { role: member.role, personalData: member.personalData },
    loses: ({ role, personalData }) => role !== member.role || personalData !== member.personalData,
    send: ({ personalData }, role) => putMember(workspace, member.id, { role, personalData }),
    onSaved: async () => {
      await client.invalidateQueries(membersQuery(workspace));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.draft.role !== null) {
      form.save(form.draft.role);
    }
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <RightsFields
          rights={form.draft}
          onChange={form.change}
          personalDataDetail={t('team.mayReadDetail')}
        />
        <Text c="dimmed">
          {t(only && member.role === 'admin' ? 'team.lastAdmin' : 'team.changeDetail')}
        </Text>
        {form.error && <Failure error={form.error} />}
        <FormButtons saving={form.saving} onCancel={onClose}>
          {t('team.save')}
        </FormButtons>
      </Stack>
    </form>
  );
}
