import { ANY_TYPE, type IdentifierType, type NewIdentityRules } from '@/api/identity';

/** What broken trackers, forms and tests send in place of an id. */
const BLOCKED = [
  '^[0\\-]*$',
  '^-1$',
  '^(null|nil|none|undefined|nan|n/?a|void|unknown)$',
  '^(anonymous|guest|default|test|true|false)$',
  '^\\[?object object\\]?$',
  '^(test|noreply|no-reply)@(test|example)\\.(com|org|net)$',
];

/** The line of a type that nobody has said anything about. */
export function newLine(type: string): IdentifierType {
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
    blocked: BLOCKED,
  };
}

/** The rules of a workspace that has not changed them, as the API has them at version 0. */
export const DEFAULTS: NewIdentityRules = {
  strategy: 'merge',
  maxIdentifiers: 1_000,
  maxMerges: 100,
  suspectAfter: 10,
  types: [
    { ...newLine('user_id'), limit: { values: 1, per: 'ever' } },
    { ...newLine('email'), case: 'lower', limit: { values: 5, per: 'ever' } },
    { ...newLine('phone'), limit: { values: 5, per: 'ever' } },
    newLine(ANY_TYPE),
    { ...newLine('anonymous_id'), limit: { values: 20, per: 'week' } },
  ],
};
