import { useTranslation } from 'react-i18next';
import type { Edge } from '@/api/identity';
import { isMasked } from '@/api/masked';
import { useSourceNames } from '@/components/objects/useNames';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { Cause } from './Cause';
import { NamedWords } from './NamedWords';

/** Two identifiers, and what showed that they belong together. */
export function EdgeWords({ edge: { left, right, source, cause, at } }: { edge: Edge }) {
  const { t } = useTranslation();
  const sourceName = useSourceNames();
  return (
    <>
      <NamedWords named={left} /> {t('identity.why.and')} <NamedWords named={right} />:{' '}
      {t('identity.why.seenIn')}{' '}
      {isMasked(source) ? (
        <Value value={source} />
      ) : source === 'manual' ? (
        t('profiles.byHand')
      ) : (
        sourceName(source)
      )}
      , <Time at={at} clock="business" />
      <Cause id={cause} />
    </>
  );
}
