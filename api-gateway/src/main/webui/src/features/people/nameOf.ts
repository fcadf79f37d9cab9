import type { Profile } from '@/api/generated/model';
import { isMasked } from '@/api/masked';

/** The name of a person, where traits contain it and the user may see it. */
export function nameOf({ traits }: Profile): string | null {
  const text = (trait: string) => {
    const value = traits[trait];
    return isMasked(value) || typeof value !== 'string' || value === '' ? null : value;
  };
  const parts = [
    text('firstName') ?? text('first_name'),
    text('lastName') ?? text('last_name'),
  ].filter((part) => part !== null);
  return text('name') ?? (parts.length > 0 ? parts.join(' ') : text('email'));
}
