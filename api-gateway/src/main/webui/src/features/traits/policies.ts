import type { TraitPolicy } from '@/api/generated/model';

export const POLICIES = [
  'latest',
  'first',
  'most-trusted',
  'most-frequent',
  'longest',
  'smallest',
  'largest',
  'union',
] as const;

export type PolicyKind = (typeof POLICIES)[number];

export interface PolicyChoice {
  policy: PolicyKind;
  /** Most trusted first. */
  sources: string[];
}

export function isPolicy(text: string | null | undefined): text is PolicyKind {
  return POLICIES.some((policy) => policy === text);
}

export function policyOf({ policy, sources }: TraitPolicy): PolicyChoice {
  return { policy: isPolicy(policy) ? policy : 'latest', sources: sources ?? [] };
}

export function sameAs(stored: TraitPolicy, wanted: PolicyChoice): boolean {
  const { policy, sources } = policyOf(stored);
  return policy === wanted.policy && sources.join() === wanted.sources.join();
}

/** Trust needs at least one trusted source. */
export function complete({ policy, sources }: PolicyChoice): boolean {
  return policy !== 'most-trusted' || sources.length > 0;
}
