import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { StateBadge } from '@/components/StateBadge';

/** Whether somebody sees personal data; that they do stands out. */
export function PersonalDataCell({ shown }: { shown: boolean }) {
  const { t } = useTranslation();
  return shown ? (
    <StateBadge state="attention">{t('team.sees')}</StateBadge>
  ) : (
    <Text span inherit c="dimmed">
      {t('team.hidden')}
    </Text>
  );
}
