import { needs } from './generated/needs';

export type OperationId = keyof typeof needs;
export type Role = 'viewer' | 'marketer' | 'engineer' | 'admin';

/** The smallest first; each includes those before it. */
const ROLES: readonly Role[] = ['viewer', 'marketer', 'engineer', 'admin'];

export interface Permission {
  allowed: boolean;
  /** The role that it takes, where a role decides. */
  needs: Role | null;
}

/** Whether a user with this role may do that, by the API's own table. The API checks again. */
export function may(role: Role, operation: OperationId): Permission {
  const need: string = needs[operation];
  const wanted = ROLES.find((known) => known === need) ?? null;
  return wanted === null ? { allowed: need === 'authenticated', needs: null } : holds(role, wanted);
}

/** Whether a role includes another. */
function holds(role: Role, wanted: Role): Permission {
  return { allowed: ROLES.indexOf(role) >= ROLES.indexOf(wanted), needs: wanted };
}
