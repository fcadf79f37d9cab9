import { useQuery } from '@tanstack/react-query';
import { openAlertsQuery } from '@/api/queries';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { useFormats } from '../text/useFormats';
import classes from './Count.module.css';

/** How many alerts are open; nothing while there is none. */
export function AlertCount() {
  const { t } = useTranslation();
  const formats = useFormats();
  const count = useQuery(openAlertsQuery(useWorkspace())).data?.length ?? 0;
  return count === 0 ? null : (
    <span className={classes.count} role="img" aria-label={t('alerts.inRail', { count })}>
      {formats.number(count)}
    </span>
  );
}
