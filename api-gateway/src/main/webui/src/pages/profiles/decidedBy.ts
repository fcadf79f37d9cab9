import type { TraitOfProfile } from '@/api/generated/model';
import { isPolicy, type PolicyKind } from '@/features/traits/policies';

/**
 * The policy that made a value hold, where it is not simply the latest. What was corrected by hand
 * holds whatever the policy.
 */
export function decidedBy({ policy, origin }: TraitOfProfile): PolicyKind | null {
  return origin && origin.kind !== 'manual' && isPolicy(policy) && policy !== 'latest'
    ? policy
    : null;
}
