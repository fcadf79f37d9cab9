import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import type { Identifier } from '@/api/generated/model';
import { readProfile } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import type { CorrectableType } from './correctable';
import { RightIdentifier } from './RightIdentifier';
import { sentIdentifier } from './sentIdentifier';

interface Props {
  profile: string;
  type: CorrectableType;
  value: string | undefined;
  opened: boolean;
  onClose: () => void;
}

/** Reads whether the person still has the identifier, or which one syncs send now, and asks for the right one. */
export function OpenedIdentifierForm({ profile, type, value, opened, onClose }: Props) {
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
  const isGiven = (each: Identifier) => each.type === type && each.value === value;
  const held = data.identifiers.some(isGiven);
  // A value can be left out for a reason that does not make it wrong.
  const leftOut = !held && data.leftOut.some((each) => isGiven(each) && each.reason === 'invalid');
  const has = held || leftOut;
  const current = value === undefined ? sentIdentifier(data, type) : has ? value : null;
  return current === null ? (
    <Text>{t(`activation.correctIdentifier.${value === undefined ? 'gone' : 'goneOne'}`)}</Text>
  ) : (
    <RightIdentifier
      person={data}
      shownAs={profile}
      type={type}
      current={current}
      leftOut={leftOut}
      opened={opened}
      onClose={onClose}
    />
  );
}
