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
    return read === null || typeof read === 'string' ? text : read;
  } catch {
    return text;
  }
}
