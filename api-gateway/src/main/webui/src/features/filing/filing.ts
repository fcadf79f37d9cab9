import type { Audience, AudiencePatch } from '@/api/generated/model';
import { shownOf } from '@/api/masked';

/** How a definition is filed. */
export type Filed = Pick<Audience, 'tags' | 'folder' | 'owner'>;

/** How a user files a definition. What is absent stays as it is. */
export type Filing = Pick<AudiencePatch, 'tags' | 'folder' | 'owner'>;

/** How a user files a definition, as typed. */
export interface FilingDraft {
  tags: string[];
  folder: string;
  owner: string;
}

export const NOT_FILED: FilingDraft = { tags: [], folder: '', owner: '' };

/** Whether the API says something of one of these fields. */
export function isFilingField(pointer: string): boolean {
  return /^\/(tags|folder|owner)/.test(pointer);
}

/** What a new definition gets; nothing for what is empty. */
export function filingOf({ tags, folder, owner }: FilingDraft): Filing {
  return {
    ...(tags.length > 0 && { tags }),
    ...(folder.trim() !== '' && { folder: folder.trim() }),
    ...(owner.trim() !== '' && { owner: owner.trim() }),
  };
}

/** Of one definition. */
export const MOST_TAGS = 20;

/** What several definitions get; without a folder each stays in its own. */
export interface Added {
  tags: string[];
  folder: string;
}

export const NOTHING_ADDED: Added = { tags: [], folder: '' };

/** How a definition is filed once it got it. Its other tags stay. */
export function addedTo(one: Pick<Filed, 'tags'>, { tags, folder }: Added): Filing {
  return {
    ...(tags.length > 0 && { tags: [...new Set([...one.tags, ...tags])] }),
    ...(folder.trim() !== '' && { folder: folder.trim() }),
  };
}

/** What a list is narrowed to; undefined for anything. */
export interface FilingFilter {
  tag?: string | undefined;
  folder?: string | undefined;
  owner?: string | undefined;
}

/** The values that some definition has, each once and sorted. Hidden owners are left out. */
export function valuesOf(all: readonly Filed[]) {
  return {
    tags: sorted(all.flatMap(({ tags }) => tags)),
    folders: sorted(all.flatMap(({ folder }) => folder ?? [])),
    owners: sorted(all.flatMap(({ owner }) => shownOf(owner) ?? [])),
  };
}

/** Whether a definition is filed so. */
export function isFiled(one: Filed, { tag, folder, owner }: FilingFilter): boolean {
  return (
    (tag === undefined || one.tags.includes(tag)) &&
    (folder === undefined || one.folder === folder) &&
    (owner === undefined || one.owner === owner)
  );
}

function sorted(values: string[]): string[] {
  return [...new Set(values)].sort((one, other) => one.localeCompare(other));
}
