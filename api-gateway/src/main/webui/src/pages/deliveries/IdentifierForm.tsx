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
  onDone: () => void;
}

/** Reads which identifier syncs send of the person, and asks for the right one. */
export function IdentifierForm({ profile, type, onDone }: Props) {
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
  const refused = sentIdentifier(data, type);
  return refused === null ? (
    <Text>{t('activation.correctIdentifier.gone')}</Text>
  ) : (
    <RightIdentifier
      person={data}
      shownAs={profile}
      type={type}
      refused={refused}
      onDone={onDone}
    />
  );
}
