import type { UseQueryResult } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { changes } from '@/api/queryClient';
import { staleness } from '@/api/staleness';
import { useTranslation } from '@/texts/useTranslation';
import classes from './LiveDot.module.css';

interface Props {
  /** What the panel shows; left out where the panel exists only together with its data. */
  query?: Pick<UseQueryResult, 'data' | 'isError'>;
}

/** The panel follows changes. Absent while it cannot, and while it shows no data or a failure. */
export function LiveDot({ query }: Props) {
  const { t } = useTranslation();
  const fresh = useSyncExternalStore(staleness.subscribe, () => staleness.since() === null);
  const followed = useSyncExternalStore(changes.subscribe, changes.isLive);
  const shown = query === undefined || (query.data !== undefined && !query.isError);
  return shown && fresh && followed ? (
    <span className={classes.live}>
      <span className={classes.dot} aria-hidden /> {t('live.now')}
    </span>
  ) : null;
}
