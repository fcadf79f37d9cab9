import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { staleness } from '@/api/staleness';
import classes from './LiveDot.module.css';

/** What stands here follows what happens; gone while it cannot. */
export function LiveDot() {
  const { t } = useTranslation();
  const live = useSyncExternalStore(staleness.subscribe, () => staleness.since() === null);
  return live ? (
    <span className={classes.live}>
      <span className={classes.dot} aria-hidden /> {t('live.now')}
    </span>
  ) : null;
}
