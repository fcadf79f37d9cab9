import { ButtonLink } from '@/components/links';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';

/** Leads to a new sync of this audience. */
export function SendToDestination({ audience }: { audience: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  return useMay('createSync').allowed ? (
    <ButtonLink to="/w/$workspace/syncs/new" params={{ workspace }} search={{ audience }}>
      {t('activation.sendTo')}
    </ButtonLink>
  ) : null;
}
