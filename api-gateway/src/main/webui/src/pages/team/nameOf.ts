import type { Invitation, Member } from '@/api/generated/model';

/** The name of a user, or as long as they have none their username, which may be masked. */
export function nameOf({ name, username }: Pick<Member, 'name' | 'username'>): string {
  return name || (typeof username === 'string' ? username : '–');
}

/** The address, or where it is masked the day on which it was invited. */
export function addressOf({ email, createdAt }: Invitation): string {
  return typeof email === 'string' ? email : createdAt.slice(0, 10);
}
