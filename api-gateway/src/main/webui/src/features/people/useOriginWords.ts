import { useModelNames, useSourceNames } from '@/components/objects/useNames';
import { useTranslation } from '@/texts/useTranslation';
import { originOf, rowKeyWords } from './origin';

/** The name of the source, or of the model with the key of the row. */
export function useOriginWords(): (text: string) => string {
  const { t } = useTranslation();
  const sourceName = useSourceNames();
  const modelName = useModelNames();
  return (text) => {
    const origin = originOf(text);
    switch (origin.kind) {
      case 'manual':
        return t('profiles.byHand');
      case 'source':
        return sourceName(origin.source);
      case 'row':
        return origin.row === null
          ? modelName(origin.model)
          : `${t('profiles.row', { model: modelName(origin.model) })} ${rowKeyWords(origin.row)}`;
    }
  };
}
