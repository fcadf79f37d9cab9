import { useTranslation } from 'react-i18next';
import { useWorkspace } from '@/app/workspace/here';
import { TextLink } from '@/components/links';

export function AudiencesCrumb() {
  const { t } = useTranslation();
  return (
    <TextLink to="/w/$workspace/audiences" params={{ workspace: useWorkspace() }} inherit>
      {t('nav.audiences')}
    </TextLink>
  );
}
