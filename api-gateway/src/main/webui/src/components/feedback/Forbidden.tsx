import type { Role } from '@/api/may';
import { useTranslation } from '@/texts/useTranslation';
import { Empty } from './Empty';

/** What the person's role does not allow, and which role would. */
export function Forbidden({ needs }: { needs: Role | null }) {
  const { t } = useTranslation();
  return (
    <Empty title={t('failure.forbidden.title')}>
      {needs ? t('role.needed', { role: t(`roles.${needs}`) }) : t('failure.forbidden.whatToDo')}
    </Empty>
  );
}
