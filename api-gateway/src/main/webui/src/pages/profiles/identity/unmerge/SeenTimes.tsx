import { Text } from '@mantine/core';
import { use } from 'react';
import type { UnmergeSide } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useNow } from '@/components/text/useNow';
import { useTranslation } from '@/texts/useTranslation';
import { HereContext } from '@/workspace/here';

/** How much is known of a person, and from when to when. Two times with the same words are one. */
export function SeenTimes({ side }: { side: UnmergeSide }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow() + (use(HereContext)?.clockOffset ?? 0);
  const { events, rows, firstSeen, lastSeen } = side;
  const words = (at: string) => formats.relative(Date.parse(at), now);
  return (
    <Text fz="sm" c="dimmed">
      {events > 0 && <>{t('unmerge.events', { count: events })} · </>}
      {rows > 0 && <>{t('unmerge.rows', { count: rows })} · </>}
      {t('unmerge.seen')} <Time at={firstSeen} clock="business" />
      {words(firstSeen) !== words(lastSeen) && (
        <>
          {' '}
          {t('unmerge.until')} <Time at={lastSeen} clock="business" />
        </>
      )}
    </Text>
  );
}
