import type { Member } from '@/api/generated/model';

/** What somebody is called: their name, or as long as they have none their username, which may be masked. */
export function nameOf({ name, username }: Pick<Member, 'name' | 'username'>): string {
  return name || (typeof username === 'string' ? username : '–');
}
