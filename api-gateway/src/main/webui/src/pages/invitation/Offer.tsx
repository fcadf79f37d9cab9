import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { MyInvitation } from '@/api/generated/model';
import { acceptInvitation } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { Panel } from '@/components/page/Panel';
import { signInAddress } from '@/session/signIn';
import { useTranslation } from '@/texts/useTranslation';
import { forgetLink } from './link';

interface Props {
  offer: MyInvitation;
  token: string | null;
}

/** One invitation, and the button that makes its reader a member. */
export function Offer({ offer, token }: Props) {
  const { t } = useTranslation();
  const accept = useMutation({
    mutationFn: () => acceptInvitation({ token, invitation: offer.id }),
    onSuccess: ({ key }) => {
      forgetLink();
      // The token of this session does not hold the workspace yet; the next one does.
      window.location.assign(signInAddress(`/w/${key}`));
    },
  });
  return (
    <Panel>
      <Stack>
        <Title order={2}>{offer.workspaceName}</Title>
        <Text>
          {t('invitation.offer', { by: offer.invitedBy, role: t(`roles.${offer.role}`) })}
          {offer.personalData && ` ${t('invitation.personalData')}`}
        </Text>
        {accept.error && <Failure error={accept.error} />}
        <Group>
          <Button loading={accept.isPending} onClick={() => accept.mutate()}>
            {t('invitation.accept')}
          </Button>
        </Group>
      </Stack>
    </Panel>
  );
}
