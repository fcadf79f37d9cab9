import type { Sync } from '@/api/generated/model';
import { figures } from '@/components/deliveries/figures';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';

/** How a sync does, in one sentence: what waits for a person before what is under way. */
export function SyncSentence({ sync }: { sync: Sync }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { delivered, onTheirWay, notArrived } = figures([sync.counts]);
  const there = formats.number(delivered);
  const does = sync.mode === 'delete' ? 'deletes' : 'writes';
  if (sync.state === 'misconfigured') {
    return t('activation.sentence.misconfigured');
  }
  if (sync.state === 'unreadable') {
    return t('activation.sentence.unreadable');
  }
  if (sync.state === 'paused') {
    return t(`activation.sentence.${does}.paused`, { count: onTheirWay, there });
  }
  if (notArrived > 0) {
    return t(`activation.sentence.${does}.notArrived`, { count: notArrived, there });
  }
  return onTheirWay > 0
    ? t(`activation.sentence.${does}.underWay`, { count: onTheirWay, there })
    : t(`activation.sentence.${does}.done`, { there });
}
