import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import type { Kind } from './kinds';

/** What changed in a version whose settings are those of the version before: what is never shown. */
export function useUnseen(kind: Kind): string {
  const { t } = useTranslation();
  // Other users see only the host of an address.
  const seesAddresses = useMay('changeDestination').allowed;
  switch (kind) {
    case 'source':
    case 'warehouse':
      return t(`history.unseen.${kind}`);
    case 'destination':
      return t(`history.unseen.${seesAddresses ? 'destination' : 'destinationPart'}`);
    default:
      return t('history.unseen.other');
  }
}
