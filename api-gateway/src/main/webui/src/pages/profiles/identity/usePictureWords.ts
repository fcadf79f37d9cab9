import { useTranslation } from 'react-i18next';
import type { Named } from '@/api/identity';
import { isMasked } from '@/api/masked';
import { useSourceNames } from '@/components/objects/useNames';
import { useTypeName } from '../TypeName';
import type { Link } from './fold';
import type { Placed } from './layout';

/** What the boxes and lines of a picture are called. */
export function usePictureWords() {
  const { t } = useTranslation();
  const typeName = useTypeName();
  const sourceName = useSourceNames();
  const named = ({ value }: Named) => (isMasked(value) ? t('masked.hidden') : value);
  const box = ({ identifiers }: Placed) => {
    const [first] = identifiers;
    const value =
      first === undefined || identifiers.length > 1
        ? t('identity.why.many', { count: identifiers.length })
        : named(first);
    return { type: first?.type ?? '', kind: typeName(first?.type ?? ''), value };
  };
  const source = ({ evidence }: Link) => {
    const said = evidence[0]?.source ?? '';
    const name = isMasked(said)
      ? t('masked.hidden')
      : said === 'manual'
        ? t('profiles.byHand')
        : sourceName(said);
    return evidence.length > 1
      ? t('identity.why.times', { source: name, count: evidence.length })
      : name;
  };
  return { box, source };
}
