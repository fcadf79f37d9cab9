import { IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '@/app/workspace/here';
import { ButtonLink } from '@/components/links';

/** Leads to who was shown personal data of somebody. */
export function WhoLooked({ profile }: { profile: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  return (
    <ButtonLink
      variant="default"
      leftSection={<IconEye size={16} aria-hidden />}
      to="/w/$workspace/team"
      params={{ workspace }}
      search={{ tab: 'audit', profile }}
    >
      {t('audit.ofProfile')}
    </ButtonLink>
  );
}
