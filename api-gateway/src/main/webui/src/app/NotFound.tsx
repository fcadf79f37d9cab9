import { Empty } from '@/components/feedback/Empty';
import { ButtonLink } from '@/components/links';
import { useTranslation } from '@/texts/useTranslation';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty
      title={t('notFound.title')}
      level={1}
      action={<ButtonLink to="/">{t('failure.home')}</ButtonLink>}
    >
      {t('notFound.detail')}
    </Empty>
  );
}
