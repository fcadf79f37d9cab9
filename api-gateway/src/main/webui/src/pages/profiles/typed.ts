import type { Trait, TraitValue } from '@/api/generated/model';

/** The kinds of values that a person can type; whatever else is written as JSON. */
export const TYPED = ['string', 'number', 'boolean', 'json'] as const;

export type Typed = (typeof TYPED)[number];

/** What a text must be: of a type, or of the form of the identifiers that are also traits. */
export type Form = Typed | 'email' | 'phone';

export function formOf(trait: string, type: Typed): Form {
  return type === 'string' && isContact(trait) ? trait : type;
}

/** Whether the values of a trait are also identifiers. */
export function isContact(trait: string): trait is 'email' | 'phone' {
  return trait === 'email' || trait === 'phone';
}

const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
// At least six digits; a number without a country code belongs to the region of the workspace.
const PHONE = /^(?=(\D*\d){6})\+?[\d\s()./-]+$/;

export function isTyped(type: string | null): type is Typed {
  return TYPED.some((each) => each === type);
}

export function typeOf(value: unknown): Typed {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'json';
  }
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value that a text stands for; undefined where it stands for none of that form. */
export function fromText(text: string, form: Form): TraitValue['value'] | undefined {
  const typed = text.trim();
  switch (form) {
    case 'string':
      return typed === '' ? undefined : typed;
    case 'email':
      return EMAIL.test(typed) ? typed : undefined;
    case 'phone':
      return PHONE.test(typed) ? typed : undefined;
    default:
      return fromJson(typed, form);
  }
}

function fromJson(typed: string, type: Exclude<Typed, 'string'>) {
  try {
    const value = JSON.parse(typed) as TraitValue['value'];
    const fits = type === 'json' ? value !== null : typeOf(value) === type;
    return fits ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The type of a trait that shows no value, because it is empty, hidden or new: the declared type, else the
 * types of the values of other people.
 */
export function typeOfTrait(known: Pick<Trait, 'type' | 'types'> | undefined): Typed {
  if (known === undefined) {
    return 'string';
  }
  const { type, types } = known;
  if (type === 'number' || type === 'boolean') {
    return type;
  }
  const [only, ...others] = types;
  if (others.length === 0 && (only === 'number' || only === 'boolean')) {
    return only;
  }
  return types.length > 0 && types.every((each) => each === 'array' || each === 'object')
    ? 'json'
    : 'string';
}
