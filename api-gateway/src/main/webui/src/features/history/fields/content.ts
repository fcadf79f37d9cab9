import type { DefinitionVersion } from '@/api/generated/model';

/** Settings as a client writes them. A version may be older than the form, so nothing is sure. */
export type Content = Readonly<Record<string, unknown>>;

export function contentOf({ content }: Pick<DefinitionVersion, 'content'>): Content {
  return objectOf(content);
}

export function objectOf(value: unknown): Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Content)
    : {};
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
