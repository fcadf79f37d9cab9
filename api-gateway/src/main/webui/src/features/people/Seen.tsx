import { shownOf } from '@/api/masked';
import { useSourceNames } from '@/components/objects/useNames';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';

/** Where and when something was seen. */
export function Seen({ source, at }: { source: unknown; at: string }) {
  const { t } = useTranslation();
  const sourceName = useSourceNames();
  const shown = shownOf(source);
  return (
    <>
      {shown === null ? (
        <Value value={source} />
      ) : shown === 'manual' ? (
        t('profiles.byHand')
      ) : (
        sourceName(shown)
      )}
      , <Time at={at} clock="business" />
    </>
  );
}
