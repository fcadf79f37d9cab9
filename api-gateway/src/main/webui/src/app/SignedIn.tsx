import { Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from '@/texts/useTranslation';

/** Where the window for signing in again ends: the page that opened it goes on by itself. */
export function SignedIn() {
  const { t } = useTranslation();
  useEffect(() => window.close(), []);
  return (
    <Stack component="main" align="center" pt={96} gap="xs">
      <Title order={1}>{t('session.signedIn')}</Title>
      <Text c="dimmed">{t('session.closeWindow')}</Text>
    </Stack>
  );
}
