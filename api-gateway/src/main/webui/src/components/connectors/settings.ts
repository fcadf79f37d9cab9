import type { Setting } from '@/api/generated/model';

/** What the user has typed so far; an empty text means that nothing is given. */
export type Draft = Readonly<Record<string, string | number | boolean | string[]>>;

/** Settings of any connector, as the API answers them. */
export type Stored = object;

/** The value of the setting with that name. */
export function valueIn(stored: Stored, name: string): unknown {
  return (stored as Readonly<Record<string, unknown>>)[name];
}

/** The form of settings that stand already; secrets begin empty, because they are never shown. */
export function draftOf(declared: readonly Setting[], stored: Stored = {}): Draft {
  return Object.fromEntries(
    declared.map((setting) => [setting.name, shown(setting, valueIn(stored, setting.name))]),
  );
}

function shown({ type, secret }: Setting, value: unknown): Draft[string] {
  if (type === 'list') {
    return Array.isArray(value) ? value.map(String) : [];
  }
  if (secret) {
    return '';
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : '';
}

export function isGiven(value: Draft[string] | undefined): boolean {
  return Array.isArray(value)
    ? value.length > 0
    : value !== undefined && String(value).trim() !== '';
}

/** The API says of a stored secret only that it is there. */
export function isSealed(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'set' in value && value.set === true;
}

/** Settings as the API takes them: what is not given is left out. */
export function settingsOf(declared: readonly Setting[], draft: Draft): Record<string, unknown> {
  return Object.fromEntries(
    declared.flatMap(({ name }) => {
      const value = draft[name];
      return isGiven(value) ? [[name, typeof value === 'string' ? value.trim() : value]] : [];
    }),
  );
}

/** A merge patch: what was emptied is taken away, a secret that was not typed anew stays. */
export function patchOf(
  declared: readonly Setting[],
  draft: Draft,
  stored: Stored,
): Record<string, unknown> {
  const emptied = declared
    .filter(
      ({ name, secret }) => !secret && !isGiven(draft[name]) && valueIn(stored, name) !== undefined,
    )
    .map(({ name }) => [name, null]);
  return { ...settingsOf(declared, draft), ...Object.fromEntries(emptied) };
}

/** Whether something is changed that says where secrets are sent: they are asked for again then. */
export function isMoved(declared: readonly Setting[], draft: Draft, stored: Stored): boolean {
  const before = draftOf(declared, stored);
  return declared.some(
    ({ name, origin }) =>
      origin && String(draft[name] ?? '').trim() !== String(before[name] ?? '').trim(),
  );
}

/** The required settings that are neither given nor sealed already for this address. */
export function missing(
  declared: readonly Setting[],
  draft: Draft,
  stored: Stored = {},
  moved = false,
): Setting[] {
  return declared.filter(
    ({ name, required, secret }) =>
      required && !isGiven(draft[name]) && !(secret && isSealed(valueIn(stored, name)) && !moved),
  );
}
