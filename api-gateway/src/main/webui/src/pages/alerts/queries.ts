import { queryOptions } from '@tanstack/react-query';
import { listAlerts, readAlertSettings } from '@/api/generated/operations';
import { CALM } from '@/api/queryClient';

const RECENT = 20;

export const recentAlertsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'alerts', 'resolved'],
    queryFn: async ({ signal }) =>
      (await listAlerts(workspace, { state: 'resolved', limit: RECENT }, { signal })).data,
    refetchInterval: CALM,
  });

export const alertSettingsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'alert-settings'],
    queryFn: ({ signal }) => readAlertSettings(workspace, { signal }),
    refetchInterval: CALM,
  });
