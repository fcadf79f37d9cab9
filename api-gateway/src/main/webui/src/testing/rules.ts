import { ANY_TYPE, type IdentifierType, type NewIdentityRules } from '@/api/identity';

/** The line of a type, like those of {@link DEFAULTS}. */
export function line(type: string): IdentifierType {
  return {
    type,
    merges: true,
    unique: true,
    limit: { values: 10, per: 'ever' },
    case: 'keep',
    plusTags: 'keep',
    dots: 'keep',
    region: null,
    pattern: null,
    blocked: ['^0*$'],
  };
}

/** Rules as the API has them at version 0. */
export const DEFAULTS: NewIdentityRules = {
  strategy: 'merge',
  maxIdentifiers: 1_000,
  maxMerges: 100,
  suspectAfter: 10,
  types: [
    { ...line('user_id'), limit: { values: 1, per: 'ever' } },
    { ...line('email'), case: 'lower', limit: { values: 5, per: 'ever' } },
    { ...line('phone'), limit: { values: 5, per: 'ever' } },
    line(ANY_TYPE),
    { ...line('anonymous_id'), limit: { values: 20, per: 'week' } },
  ],
};
