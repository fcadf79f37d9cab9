import { Box, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Me } from '@/api/generated/model';
import { problemOf } from '@/api/problem';
import { send } from '@/api/request';
import { Loaded } from '@/components/feedback/Loaded';
import { PageSkeleton } from '@/components/page/PageSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { tokenOfLink } from './link';
import { NotSignedIn } from './NotSignedIn';
import { Offers } from './Offers';

/** Where an invitation's link leads: the invitee signs in, and accepts. */
export function InvitationPage() {
  const { t } = useTranslation();
  const [token] = useState(tokenOfLink);
  const me = useQuery({ queryKey: ['invitation', 'me'], queryFn: whoIsSignedIn });
  return (
    <Box component="main" maw={520} mx="auto" px="md" py="xl">
      <Stack>
        <Title order={1}>{t('invitation.title')}</Title>
        <Loaded query={me} skeleton={<PageSkeleton />}>
          {(signedIn) =>
            signedIn ? <Offers token={token} me={signedIn} /> : <NotSignedIn token={token} />
          }
        </Loaded>
      </Stack>
    </Box>
  );
}

/** Nobody is an answer here: who has no account yet must not be led to the sign-in. */
async function whoIsSignedIn({ signal }: { signal: AbortSignal }): Promise<Me | null> {
  const answer = await send('/api/v1/me', { signal });
  if (answer.status === 401) {
    return null;
  }
  if (!answer.ok) {
    throw await problemOf(answer);
  }
  return (await answer.json()) as Me;
}
