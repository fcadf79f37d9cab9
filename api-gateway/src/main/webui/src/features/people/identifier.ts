/**
 * The types of identifiers that every workspace knows; a source may send others. Those by which people
 * know a person come first.
 */
export const KNOWN_TYPES = ['email', 'phone', 'user_id', 'anonymous_id'] as const;

export type KnownType = (typeof KNOWN_TYPES)[number];

/** The type of a text that has the form of no other type. */
export const PLAIN_TYPE: KnownType = 'user_id';

export function isKnownType(type: string): type is KnownType {
  return KNOWN_TYPES.some((each) => each === type);
}

const ORDER: readonly string[] = KNOWN_TYPES;

/** The order of the known types; other types come before ids of devices. */
export function compareTypes(one: string, other: string): number {
  return rank(one) - rank(other);
}

function rank(type: string): number {
  const place = ORDER.indexOf(type);
  return place >= 0 ? place : ORDER.indexOf('anonymous_id') - 0.5;
}

export interface TypedIdentifier {
  type: KnownType | 'profile';
  value: string;
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const PHONE = /^\+[\d\s().-]{6,}$/;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const USER = /^(?=.*\d)[\w.:-]{2,}$/;

/** The identifier that the user types, or null if it is an ordinary word. */
export function identifierOf(typed: string): TypedIdentifier | null {
  const value = typed.trim();
  if (value.startsWith('prf_')) {
    return { type: 'profile', value };
  }
  if (EMAIL.test(value)) {
    return { type: 'email', value };
  }
  if (PHONE.test(value)) {
    return { type: 'phone', value };
  }
  if (UUID.test(value)) {
    return { type: 'anonymous_id', value };
  }
  return USER.test(value) ? { type: PLAIN_TYPE, value } : null;
}
