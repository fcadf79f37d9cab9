import { IconPlayerPause, IconPlugConnectedX } from '@tabler/icons-react';
import live from '@/components/text/LiveDot.module.css';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Events.module.css';
import type { Feed } from './feed';

/** Whether what is shown follows what happens, and why not. */
export function StreamState({ feed }: { feed: Feed }) {
  const { t } = useTranslation();
  return (
    <span role="status" className={classes.state}>
      {feed.status === 'lost' && (
        <span className={classes.lost}>
          <IconPlugConnectedX size={16} aria-hidden /> {t('events.notLive')}
        </span>
      )}
      {feed.status === 'live' && !feed.paused && (
        <span className={live.live}>
          <span className={live.dot} aria-hidden /> {t('live.now')}
        </span>
      )}
      {feed.paused && (
        <span className={live.live}>
          <IconPlayerPause size={14} aria-hidden /> {t('events.fresh', { count: feed.fresh })}
        </span>
      )}
    </span>
  );
}
