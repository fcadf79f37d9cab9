import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  listAlertRuleVersions,
  listAudienceVersions,
  listDestinationVersions,
  listModelVersions,
  listSourceVersions,
  listSyncVersions,
  listWarehouseVersions,
  restoreAlertRule,
  restoreAudience,
  restoreDestination,
  restoreModel,
  restoreSource,
  restoreSync,
  restoreWarehouse,
} from '@/api/generated/operations';
import { paged } from '@/api/paged';

/** The definitions that have versions, by the name of their routes. */
const KINDS = {
  source: {
    collection: 'sources',
    list: listSourceVersions,
    restore: restoreSource,
    by: 'restoreSource',
  },
  warehouse: {
    collection: 'warehouses',
    list: listWarehouseVersions,
    restore: restoreWarehouse,
    by: 'restoreWarehouse',
  },
  model: {
    collection: 'models',
    list: listModelVersions,
    restore: restoreModel,
    by: 'restoreModel',
  },
  audience: {
    collection: 'audiences',
    list: listAudienceVersions,
    restore: restoreAudience,
    by: 'restoreAudience',
  },
  destination: {
    collection: 'destinations',
    list: listDestinationVersions,
    restore: restoreDestination,
    by: 'restoreDestination',
  },
  sync: {
    collection: 'syncs',
    list: listSyncVersions,
    restore: restoreSync,
    by: 'restoreSync',
  },
  'alert-rule': {
    collection: 'alert-rules',
    list: listAlertRuleVersions,
    restore: restoreAlertRule,
    by: 'restoreAlertRule',
  },
} as const;

export type Kind = keyof typeof KINDS;

/** The operation that restores a version of such a definition. */
export function restoring(kind: Kind) {
  return KINDS[kind].by;
}

/** What lists and pages of the kind have read, with the versions. */
export function allOf(kind: Kind, workspace: string) {
  return { queryKey: ['workspaces', workspace, KINDS[kind].collection] };
}

const PAGE = 50;

/** The versions of a definition, newest first. */
export const versionsQuery = (kind: Kind, workspace: string, id: string) =>
  infiniteQueryOptions({
    queryKey: [...allOf(kind, workspace).queryKey, id, 'versions'],
    queryFn: ({ pageParam, signal }) =>
      KINDS[kind].list(workspace, id, { limit: PAGE, cursor: pageParam }, { signal }),
    ...paged,
  });

/**
 * The newest version of a definition; null if there is none.
 *
 * @param changedAt when the definition was changed: after each change, it is read again
 */
export const newestVersionQuery = (kind: Kind, workspace: string, id: string, changedAt: string) =>
  queryOptions({
    queryKey: [...allOf(kind, workspace).queryKey, id, 'newest-version', changedAt],
    queryFn: async ({ signal }) =>
      (await KINDS[kind].list(workspace, id, { limit: 1 }, { signal })).data[0] ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** @param active the version that is replaced; another one is refused */
export function restore(
  kind: Kind,
  workspace: string,
  id: string,
  version: number,
  active: number,
): Promise<unknown> {
  return KINDS[kind].restore(workspace, id, String(version), {
    headers: { 'If-Match': `"${active}"` },
  });
}
