import type { UseQueryResult } from '@tanstack/react-query';

/** The data of Home, each part by its own request, so that each loads and fails by itself. */
export const PARTS = [
  'pipeline',
  'events',
  'people',
  'sources',
  'audiences',
  'destinations',
  'syncs',
  'deliveries',
  'models',
  'alerts',
  'approvals',
  'conflicts',
  'eventCounts',
  'deliveryCounts',
] as const;

export type Part = (typeof PARTS)[number];

type Asked = Pick<UseQueryResult, 'data' | 'isError' | 'errorUpdateCount'>;

/** Whether it could not be read the last time it was asked for, or never. */
export function isUntold({ data, isError, errorUpdateCount }: Asked): boolean {
  return isError || (data === undefined && errorUpdateCount > 0);
}

export function isAsked({ data, errorUpdateCount }: Asked): boolean {
  return data === undefined && errorUpdateCount === 0;
}
