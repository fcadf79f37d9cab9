import type { Warehouse } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { StateBadge } from '../StateBadge';

/** How the last test of a connection ended. */
export function ConnectionState({ connection: { lastTest } }: { connection: Warehouse }) {
  const { t } = useTranslation();
  if (!lastTest) {
    return <StateBadge state="paused">{t('connections.untested')}</StateBadge>;
  }
  return lastTest.failure ? (
    <StateBadge state="failing">{t('connections.broken')}</StateBadge>
  ) : (
    <StateBadge state="ok">{t('connections.works')}</StateBadge>
  );
}
