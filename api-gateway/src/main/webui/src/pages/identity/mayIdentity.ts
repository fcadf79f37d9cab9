import { holds, type Permission, type Role } from '@/api/may';
import { useHere } from '@/app/workspace/here';

const NEEDS = {
  replaceIdentityRules: 'admin',
  settleConflict: 'marketer',
} as const satisfies Record<string, Role>;

export function useMayIdentity(operation: keyof typeof NEEDS): Permission {
  return holds(useHere().role, NEEDS[operation]);
}
