import { Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Member } from '@/api/generated/model';
import { removeMember } from '@/api/generated/operations';
import { meQuery } from '@/api/me';
import { membersQuery } from '@/api/members';
import { Confirm } from '@/components/form/Confirm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { nameOf } from './nameOf';

interface Props {
  member: Member;
  onClose: () => void;
}

export function RemoveMember({ member, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const me = useQuery(meQuery).data?.name;
  const name = nameOf(member);
  const remove = useMutation({
    mutationFn: () => removeMember(workspace, member.id),
    onSuccess: async () => {
      await client.invalidateQueries(membersQuery(workspace));
      onClose();
    },
  });
  return (
    <Confirm
      title={t('team.removeTitle', { name })}
      action={t('team.remove')}
      danger
      mutation={remove}
      onClose={onClose}
    >
      <Text>{t('team.removeDetail')}</Text>
      {member.username === me && (
        <Text fw={600} mt="md">
          {t('team.removeYou')}
        </Text>
      )}
    </Confirm>
  );
}
