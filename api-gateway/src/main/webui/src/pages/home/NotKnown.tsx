import { Text } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';

/** In place of what a panel of Home could not read; one box names all that is missing. */
export function NotKnown() {
  const { t } = useTranslation();
  return <Text c="dimmed">{t('home.notKnown')}</Text>;
}
