import type { Audience } from '@/api/generated/model';

/** How audiences are filed. */
type Filed = Pick<Audience, 'tags' | 'folder' | 'owner'>;

/** What a list is narrowed to; undefined for anything. */
export interface FilingFilter {
  tag?: string | undefined;
  folder?: string | undefined;
  owner?: string | undefined;
}

/** The values that some audience has, each once and sorted. */
export function valuesOf(audiences: readonly Filed[]) {
  return {
    tags: sorted(audiences.flatMap(({ tags }) => tags)),
    folders: sorted(audiences.flatMap(({ folder }) => folder ?? [])),
    owners: sorted(audiences.flatMap(({ owner }) => owner ?? [])),
  };
}

/** Whether an audience is filed so. */
export function isFiled(audience: Filed, { tag, folder, owner }: FilingFilter): boolean {
  return (
    (tag === undefined || audience.tags.includes(tag)) &&
    (folder === undefined || audience.folder === folder) &&
    (owner === undefined || audience.owner === owner)
  );
}

function sorted(values: string[]): string[] {
  return [...new Set(values)].sort((one, other) => one.localeCompare(other));
}
