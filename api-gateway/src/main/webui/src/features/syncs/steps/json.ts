import type { JsonValue } from '@/api/generated/model';

/** A JSON value as a user reads it: a text as it is, everything else as JSON. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/**
 * What a user means by a text. Where a text is expected, it is one, also if it looks like a number.
 *
 * @param before the value that is replaced: what was no text stays none, if it can
 */
export function typedAs(text: string, before: JsonValue | undefined): JsonValue {
  if (before === undefined || typeof before === 'string') {
    return text;
  }
  try {
    const read = JSON.parse(text) as JsonValue | null;
    return typeof read === 'string' || (read === null && !isNull(before))
      ? text
      : (read as JsonValue);
  } catch {
    return text;
  }
}

/** The API's document has no null here, and its answers may have one. */
function isNull(value: JsonValue | null): boolean {
  return value === null;
}

/** A value while it is typed. */
export interface Typed {
  /** As it stands in the field. */
  text: string;
  value: JsonValue;
  /** The value before it was edited: a text on the way to another number is no new type. */
  before: JsonValue;
}

export function begunWith(value: JsonValue): Typed {
  return { text: textOf(value), value, before: value };
}

export function typedOn({ before }: Typed, text: string): Typed {
  return { text, value: typedAs(text, before), before };
}

/** Texts as the values that they stand for: one that was there keeps its type. */
export function retyped(texts: readonly string[], before: readonly JsonValue[]): JsonValue[] {
  return texts.map((text) => before.find((value) => textOf(value) === text) ?? text);
}
