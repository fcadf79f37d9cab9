import type { Trait, TraitValue } from '@/api/generated/model';

/** The kinds of values that a person can type; whatever else is written as JSON. */
export const TYPED = ['string', 'number', 'boolean', 'json'] as const;

export type Typed = (typeof TYPED)[number];

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

/** The value that a text stands for; undefined where it stands for none of that type. */
export function fromText(text: string, type: Typed): TraitValue['value'] | undefined {
  const typed = text.trim();
  if (typed === '') {
    return undefined;
  }
  if (type === 'string') {
    return typed;
  }
  try {
    const value = JSON.parse(typed) as TraitValue['value'];
    const fits = type === 'json' ? value !== null : typeOf(value) === type;
    return fits ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What a value is that is hidden, by the types that others have of it. */
export function typeAmong(types: readonly string[]): Typed {
  const [only, ...others] = types;
  return others.length === 0 && (only === 'number' || only === 'boolean') ? only : 'string';
}

/** What a new value of a trait is: by the declared type, else by the types that others have of it. */
export function typeOfTrait(known: Pick<Trait, 'type' | 'types'> | undefined): Typed {
  if (known === undefined) {
    return 'string';
  }
  const { type, types } = known;
  if (type === 'number' || type === 'boolean') {
    return type;
  }
  return types.length > 0 && types.every((each) => each === 'array' || each === 'object')
    ? 'json'
    : typeAmong(types);
}
