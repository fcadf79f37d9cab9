import type { Origin } from '@/api/generated/model';
import { shownOf } from '@/api/masked';
import { useModelNames, useSourceNames } from '@/components/objects/useNames';
import { Value } from '@/components/text/Value';
import { ByHand } from '@/features/history/ByHand';
import { rowKeyWords } from '@/features/people/origin';
import { useTranslation } from '@/texts/useTranslation';

/** Who said it: a source, a row of a model, or a person by hand. */
export function OriginName({ origin }: { origin: Origin }) {
  const { t } = useTranslation();
  const sourceName = useSourceNames();
  const modelName = useModelNames();
  switch (origin.kind) {
    case 'source':
      return <>{sourceName(origin.source ?? '')}</>;
    case 'row': {
      const key = shownOf(origin.row);
      return (
        <>
          {t('profiles.row', { model: modelName(origin.model ?? '') })}{' '}
          <Value value={key === null ? origin.row : rowKeyWords(key)} />
        </>
      );
    }
    case 'manual':
      return <ByHand author={origin.author} />;
    default:
      return <>{origin.kind}</>;
  }
}
