import { useSearch } from '@tanstack/react-router';
import { ButtonLink } from '@/components/links';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** Leads back to the delivery from which the user came to correct a trait. */
export function BackToDelivery() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { delivery } = useSearch({ from: '/w/$workspace/profiles/$profile' });
  return delivery === undefined ? null : (
    <ButtonLink
      size="compact-sm"
      variant="default"
      to="/w/$workspace/deliveries/$delivery"
      params={{ workspace, delivery }}
    >
      {t('profiles.backToDelivery')}
    </ButtonLink>
  );
}
