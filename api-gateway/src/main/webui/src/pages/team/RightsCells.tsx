import { Text } from '@mantine/core';
import type { Role } from '@/api/may';
import { StateBadge } from '@/components/StateBadge';
import { useTranslation } from '@/texts/useTranslation';

/** One word, which is not broken however narrow its column is. */
export function RoleCell({ role }: { role: Role }) {
  const { t } = useTranslation();
  return (
    <Text span inherit style={{ whiteSpace: 'nowrap' }}>
      {t(`roles.${role}`)}
    </Text>
  );
}

/** Whether a member sees personal data; the right is highlighted. */
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
