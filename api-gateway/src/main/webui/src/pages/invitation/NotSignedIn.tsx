import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { problemOf } from '@/api/problem';
import { send } from '@/api/request';
import { Failure } from '@/components/feedback/Failure';
import { Facts } from '@/components/page/Facts';
import { CopyText } from '@/components/text/CopyText';
import { signInAddress } from '@/session/signIn';
import { useTranslation } from '@/texts/useTranslation';

/** What the gateway answers to who holds a link and has no account. */
interface NewAccount {
  username: string;
  temporaryPassword: string;
}

/** Signs the invitee in, or opens an account for them first. */
export function NotSignedIn({ token }: { token: string | null }) {
  const { t } = useTranslation();
  const open = useMutation({ mutationFn: () => openAccount(token) });
  return (
    <Stack>
      <Text>{t(open.data ? 'invitation.accountDetail' : 'invitation.signInDetail')}</Text>
      {open.data && (
        <Facts
          facts={[
            {
              label: t('invitation.username'),
              value: <CopyText value={open.data.username} label={t('invitation.username')} />,
            },
            {
              label: t('invitation.password'),
              value: (
                <CopyText value={open.data.temporaryPassword} label={t('invitation.password')} />
              ),
            },
          ]}
        />
      )}
      {open.error && <Failure error={open.error} />}
      <Group>
        <Button component="a" href={signInAddress('/invitation')}>
          {t('invitation.signIn')}
        </Button>
        {token !== null && !open.data && (
          <Button variant="default" loading={open.isPending} onClick={() => open.mutate()}>
            {t('invitation.openAccount')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

async function openAccount(token: string | null): Promise<NewAccount> {
  const answer = await send('/invitation/account', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (!answer.ok) {
    throw await problemOf(answer);
  }
  return (await answer.json()) as NewAccount;
}
