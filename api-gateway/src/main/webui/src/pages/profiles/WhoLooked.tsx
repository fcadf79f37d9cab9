import { IconEye } from '@tabler/icons-react';
import { ButtonLink } from '@/components/links';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** Leads to the users to whom personal data of a person was shown. */
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
