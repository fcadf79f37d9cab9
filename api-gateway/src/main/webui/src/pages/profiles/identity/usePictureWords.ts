import type { Identifier } from '@/api/generated/model';
import { shownOf } from '@/api/masked';
import { useTypeName } from '@/features/people/TypeName';
import { useOriginWords } from '@/features/people/useOriginWords';
import { useTranslation } from '@/texts/useTranslation';
import type { Link } from './fold';
import type { Placed } from './layout';

/** What the boxes and lines of a picture are called. */
export function usePictureWords() {
  const { t } = useTranslation();
  const typeName = useTypeName();
  const originWords = useOriginWords();
  const named = ({ value }: Identifier) => shownOf(value) ?? t('masked.hidden');
  const box = ({ identifiers }: Placed) => {
    const [first] = identifiers;
    const value =
      first === undefined || identifiers.length > 1
        ? t('identity.why.many', { count: identifiers.length })
        : named(first);
    return { type: first?.type ?? '', kind: typeName(first?.type ?? ''), value };
  };
  const source = ({ evidence }: Link) => {
    const said = shownOf(evidence[0]?.source ?? '');
    const name = said === null ? t('masked.hidden') : originWords(said);
    return evidence.length > 1
      ? t('identity.why.times', { source: name, count: evidence.length })
      : name;
  };
  return { box, source };
}
