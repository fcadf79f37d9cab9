import { queryOptions } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { listAlerts, readAlertSettings } from '@/api/generated/operations';

const RECENT = 20;

export const recentAlertsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'alerts', 'resolved'],
    queryFn: async ({ signal }) =>
      (await listAlerts(workspace, { state: 'resolved', limit: RECENT }, { signal })).data,
    ...following({ alerts: true }),
  });

export const alertSettingsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'alert-settings'],
    queryFn: ({ signal }) => readAlertSettings(workspace, { signal }),
    ...following({ 'alert-settings': true }),
  });
