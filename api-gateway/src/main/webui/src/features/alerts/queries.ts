import { queryOptions } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { listAlertRules } from '@/api/generated/operations';

/** The alert rules of an object, or of all objects. */
export const alertRulesQuery = (workspace: string, object?: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'alert-rules', object ?? 'all'],
    queryFn: ({ signal }) => listAlertRules(workspace, { object }, { signal }),
    ...following({ 'alert-rules': true, 'alert-settings': true, alerts: true }),
  });

/** Every list of alert rules of the workspace. */
export const everyAlertRule = (workspace: string) => ({
  queryKey: ['workspaces', workspace, 'alert-rules'],
});
