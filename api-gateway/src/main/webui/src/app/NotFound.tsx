import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/feedback/Empty';
import { ButtonLink } from '@/components/links';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty title={t('notFound.title')} action={<ButtonLink to="/">{t('failure.home')}</ButtonLink>}>
      {t('notFound.detail')}
    </Empty>
  );
}
