import type { Role } from '@/api/may';

/** What a person or a program may do. */
export interface Rights {
  role: Role | null;
  personalData: boolean;
}

export const NO_RIGHTS: Rights = { role: null, personalData: false };

/** The smallest first; each includes those before it. */
export const ROLES = ['viewer', 'marketer', 'engineer', 'admin'] as const satisfies Role[];
