import type { Origin } from '@/api/generated/model';
import { useSourceNames } from '@/components/objects/useNames';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';

/** Who said it: a source, a row of a model, or a person by hand. */
export function OriginName({ origin }: { origin: Origin }) {
  const { t } = useTranslation();
  const sourceName = useSourceNames();
  switch (origin.kind) {
    case 'source':
      return <>{sourceName(origin.source ?? '')}</>;
    case 'row':
      return (
        <>
          {t('profiles.row', { model: origin.model })} <Value value={origin.row} />
        </>
      );
    case 'manual':
      return <>{t('profiles.byHand')}</>;
    default:
      return <>{origin.kind}</>;
  }
}
