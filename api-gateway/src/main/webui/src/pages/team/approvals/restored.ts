import type { ChangeRequestField, DefinitionVersion } from '@/api/generated/model';
import {
  listAudienceVersions,
  listDestinationVersions,
  listModelVersions,
  listSyncVersions,
  listWarehouseVersions,
} from '@/api/generated/operations';

const VERSIONS = {
  audiences: listAudienceVersions,
  destinations: listDestinationVersions,
  models: listModelVersions,
  syncs: listSyncVersions,
  warehouses: listWarehouseVersions,
} as const;

/** A version that a change restores. */
export interface Restoration {
  collection: keyof typeof VERSIONS;
  versions: (typeof VERSIONS)[keyof typeof VERSIONS];
  id: string;
  version: number;
}

const PATH = /^\/([a-z]+)\/([^/]+)\/versions\/([0-9]+)\/restore$/;

/** What a change restores, by its path; null for every other change. */
export function restorationOf(path: string): Restoration | null {
  const [, collection = '', id = '', version = ''] = PATH.exec(path) ?? [];
  return isRestorable(collection)
    ? {
        collection,
        versions: VERSIONS[collection],
        id: decodeURIComponent(id),
        version: Number(version),
      }
    : null;
}

function isRestorable(collection: string): collection is keyof typeof VERSIONS {
  return Object.hasOwn(VERSIONS, collection);
}

/**
 * The fields that the restored version has differently from the present one. Empty if the version is
 * no longer kept.
 */
export function restored(
  versions: readonly DefinitionVersion[],
  version: number,
): ChangeRequestField[] {
  const present = versions[0];
  const wanted = versions.find((each) => each.version === version);
  return present && wanted ? fields('', present.content, wanted.content) : [];
}

function fields(field: string, before: unknown, after: unknown): ChangeRequestField[] {
  if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      fields(`${field}/${escaped(name)}`, before[name], after[name]),
    );
  }
  return JSON.stringify(before) === JSON.stringify(after)
    ? []
    : [{ field, value: after ?? null, secret: false, masked: false } as ChangeRequestField];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** RFC 6901. */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
