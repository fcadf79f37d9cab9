import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { readProfile } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import type { CorrectableType } from './origin';
import { RightIdentifier } from './RightIdentifier';
import { sentIdentifier } from './sentIdentifier';

interface Props {
  profile: string;
  type: CorrectableType;
  opened: boolean;
  onClose: () => void;
}

/** Reads which identifier of the person syncs send now, and asks for the right one. */
export function OpenedIdentifierForm({ profile, type, opened, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { data, error, refetch } = useQuery({
    queryKey: ['workspaces', workspace, 'profiles', profile],
    queryFn: ({ signal }) => readProfile(workspace, profile, { signal }),
    ...following({ profiles: profile }),
  });
  if (data === undefined) {
    return error ? (
      <Failure error={error} again={() => void refetch()} />
    ) : (
      <Skeleton h={190} role="status" aria-label={t('activation.correctIdentifier.checking')} />
    );
  }
  const current = sentIdentifier(data, type);
  return current === null ? (
    <Text>{t('activation.correctIdentifier.gone')}</Text>
  ) : (
    <RightIdentifier
      person={data}
      shownAs={profile}
      type={type}
      current={current}
      opened={opened}
      onClose={onClose}
    />
  );
}
