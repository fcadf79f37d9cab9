import { useQuery } from '@tanstack/react-query';
import { changesToDecideQuery } from '@/api/queries';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { useFormats } from '../text/useFormats';
import classes from './Count.module.css';

/** How many changes of others wait for approval; nothing while there is none. */
export function ApprovalCount() {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay('listChangeRequests');
  const { data } = useQuery({ ...changesToDecideQuery(useWorkspace()), enabled: may.allowed });
  const count = data?.length ?? 0;
  return count === 0 ? null : (
    <span className={classes.count} role="img" aria-label={t('approvals.inRail', { count })}>
      {formats.number(count)}
    </span>
  );
}
