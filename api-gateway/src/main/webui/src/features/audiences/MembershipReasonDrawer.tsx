import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Audience } from '@/api/generated/model';
import { explainMembership } from '@/api/generated/operations';
import { Loaded } from '@/components/feedback/Loaded';
import { LaterDrawer } from '@/components/later/LaterDrawer';
import { Time } from '@/components/text/Time';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './MembershipReasonDrawer.module.css';
import { Reason } from './Reason';

interface Props {
  audience: Pick<Audience, 'id' | 'name'>;
  /** The id of the profile; null while the drawer is closed. */
  profile: string | null;
  onClose: () => void;
}

/** A drawer with the reasons why a person is in an audience or not. */
export function MembershipReasonDrawer({ audience, profile, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <LaterDrawer
      opened={profile !== null}
      onClose={onClose}
      position="right"
      size="md"
      title={t('audiences.whyTitle', { audience: audience.name })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {profile !== null && (
        <Text fw={600} mb="sm">
          <PersonName id={profile} />
        </Text>
      )}
      <MembershipReasons audience={audience.id} profile={profile} />
    </LaterDrawer>
  );
}

interface MembershipReasonsProps {
  audience: string;
  profile: string | null;
}

/** Why a person is in an audience or is not, condition by condition. */
export function MembershipReasons({ audience, profile }: MembershipReasonsProps) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'audiences', audience, 'why', profile],
    queryFn: ({ signal }) => explainMembership(workspace, audience, profile ?? '', { signal }),
    enabled: profile !== null,
  });
  return (
    <Loaded query={query} skeleton={<Skeleton height={160} />}>
      {({ profile: explained, member, asOf, why }) => (
        <Stack gap="sm">
          <Text>
            {t(member ? 'audiences.isIn' : 'audiences.isNotIn')} <Time at={asOf} clock="business" />
          </Text>
          <ul className={classes.reasons}>
            <Reason reason={why} profile={explained} />
          </ul>
        </Stack>
      )}
    </Loaded>
  );
}
