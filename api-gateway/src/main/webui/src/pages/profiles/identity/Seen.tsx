import { useTranslation } from 'react-i18next';
import { isMasked, type Masked } from '@/api/masked';
import { useSourceNames } from '@/components/objects/useNames';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';

/** Where and when something was seen. */
export function Seen({ source, at }: { source: string | Masked; at: string }) {
  const { t } = useTranslation();
  const sourceName = useSourceNames();
  return (
    <>
      {isMasked(source) ? (
        <Value value={source} />
      ) : source === 'manual' ? (
        t('profiles.byHand')
      ) : (
        sourceName(source)
      )}
      , <Time at={at} clock="business" />
    </>
  );
}
