import { useQuery } from '@tanstack/react-query';
import type { ChangeRequest } from '@/api/generated/model';
import { changesToDecideQuery, openAlertsQuery } from '@/api/queries';
import { useMay, useWorkspace } from '@/workspace/here';
import { openConflictsQuery } from './queries';

/** Open alerts, and what users decide outside of the other lists of Home. */
export function useOpenItems() {
  const workspace = useWorkspace();
  const { allowed } = useMay('listChangeRequests');
  return {
    alerts: useQuery(openAlertsQuery(workspace)),
    approvals: useQuery({
      ...changesToDecideQuery(workspace),
      enabled: allowed,
      // A user who may not read the changes decides none.
      ...(allowed ? {} : { placeholderData: NONE }),
    }),
    conflicts: useQuery(openConflictsQuery(workspace)),
  };
}

const NONE: ChangeRequest[] = [];
