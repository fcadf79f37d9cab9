import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import type { Me } from '@/api/generated/model';
import { queryClient } from '@/api/queryClient';
import { LaterModal } from '@/components/later/LaterModal';
import { session } from '@/session/session';
import { signInAddress } from '@/session/signIn';
import { useTranslation } from '@/texts/useTranslation';

const ASK_EVERY_MS = 2_000;

/**
 * Covers the page, which keeps what was typed, until the user has signed in again elsewhere. It
 * notices that by itself.
 */
export function SessionExpired() {
  const { t } = useTranslation();
  const state = useSyncExternalStore(session.subscribe, session.current);
  const expired = state === 'expired';

  useEffect(() => {
    if (!expired) {
      return;
    }
    const ask = setInterval(() => void goOnIfSignedIn(), ASK_EVERY_MS);
    const onReturn = () => void goOnIfSignedIn();
    window.addEventListener('focus', onReturn);
    return () => {
      clearInterval(ask);
      window.removeEventListener('focus', onReturn);
    };
  }, [expired]);

  return (
    <LaterModal
      opened={expired}
      onClose={() => {}}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={t('session.expired')}
    >
      <Stack>
        <Text>{t('session.expiredDetail')}</Text>
        <Group justify="flex-end">
          <Button data-autofocus onClick={openSignIn}>
            {t('session.signInAgain')}
          </Button>
        </Group>
      </Stack>
    </LaterModal>
  );
}

function openSignIn() {
  window.open(signInAddress('/signed-in'), 'tributary-sign-in', 'popup,width=520,height=720');
}

async function goOnIfSignedIn() {
  const response = await fetch('/api/v1/me', { headers: { Accept: 'application/json' } }).catch(
    () => null,
  );
  if (!response?.ok) {
    return;
  }
  const me = (await response.json()) as Me;
  if (session.signedIn(me.name)) {
    void queryClient.invalidateQueries();
  } else {
    // Another user signed in: nothing on this page is theirs.
    window.location.assign('/');
  }
}
