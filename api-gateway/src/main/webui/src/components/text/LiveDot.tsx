import { useSyncExternalStore } from 'react';
import { changes } from '@/api/queryClient';
import { staleness } from '@/api/staleness';
import { useTranslation } from '@/texts/useTranslation';
import classes from './LiveDot.module.css';

/** What stands here follows what happens; gone while it cannot. */
export function LiveDot() {
  const { t } = useTranslation();
  const fresh = useSyncExternalStore(staleness.subscribe, () => staleness.since() === null);
  const followed = useSyncExternalStore(changes.subscribe, changes.isLive);
  return fresh && followed ? (
    <span className={classes.live}>
      <span className={classes.dot} aria-hidden /> {t('live.now')}
    </span>
  ) : null;
}
