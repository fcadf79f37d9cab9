import type { Column, Mapping } from '@/api/generated/model';
import { isMasked } from '@/api/masked';

type Row = Readonly<Record<string, unknown>>;

/** What columns probably mean, by their names and a few values. */
export interface Suggestion {
  primaryKey: string[];
  mapping: Mapping;
}

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const PHONE = /^\+?[\d\s()./-]{7,20}$/;
const CONSENT = /^(.+)_(?:consent|opt_?in)$|^(?:consent|opt_?in)_(.+)$/;
const OBSERVED = ['updated_at', 'modified_at', 'changed_at', 'last_modified', 'last_updated'];
const PHONE_NAMES = [
  'phone',
  'phone_number',
  'mobile',
  'mobile_phone',
  'mobile_number',
  'tel',
  'msisdn',
];
const USER_NAMES = [
  'user_id',
  'customer_id',
  'person_id',
  'member_id',
  'account_holder_id',
  'contact_id',
];
const ANONYMOUS_NAMES = ['anonymous_id', 'device_id', 'visitor_id', 'cookie_id'];
/** Columns without information about a person that a destination or an audience could use. */
const TECHNICAL = /^(?:created_at|inserted_at|deleted_at|etl_|dw_|_)/;

/** Suggests a mapping for a table of people; the user decides. */
export function suggestMapping(columns: readonly Column[], rows: readonly Row[]): Suggestion {
  const primaryKey = suggestKey(columns, rows);
  const mapping: Mapping = {
    identifiers: {},
    traits: {},
    consent: {},
    subscriptions: {},
    observedAt:
      columns.find(({ name, type }) => isTime(type) && OBSERVED.includes(snake(name)))?.name ??
      null,
  };
  for (const column of columns) {
    const consent = purposeOf(column);
    const identifier = identifierOf(column, rows, primaryKey);
    if (column.name === mapping.observedAt) {
      continue;
    }
    if (consent) {
      mapping.consent[column.name] = consent;
    } else if (identifier) {
      mapping.identifiers[column.name] = identifier;
    } else if (!TECHNICAL.test(snake(column.name)) && !primaryKey.includes(column.name)) {
      mapping.traits[column.name] = traitName(column.name);
    }
  }
  return { primaryKey, mapping: withoutRepeats(mapping) };
}

/** The column that probably tells rows apart: named like a key, and different in every row seen. */
export function suggestKey(columns: readonly Column[], rows: readonly Row[]): string[] {
  const apart = columns.filter(({ name }) => tellsApart(name, rows));
  const named = ['id', 'uuid', 'key'].map((wanted) =>
    apart.find(({ name }) => snake(name) === wanted),
  );
  const found =
    named.find(Boolean) ??
    apart.find(({ name }) => /_(?:id|key|uuid|no|number)$/.test(snake(name))) ??
    apart.find(({ name }) => snake(name).includes('email'));
  return found ? [found.name] : [];
}

/** The name under which a column's values are kept of a person. */
export function traitName(column: string): string {
  return snake(column)
    .replace(/^[^a-z]+/, '')
    .replace(/[^a-z0-9_.]+/g, '_')
    .replace(/_{2,}/g, '_')
    .replace(/_+$/, '')
    .slice(0, 100);
}

function identifierOf(column: Column, rows: readonly Row[], primaryKey: string[]): string | null {
  const name = snake(column.name);
  if (column.type !== 'text' && column.type !== 'integer') {
    return null;
  }
  if (/(?:^|_)e?_?mail(?:_address)?$/.test(name) && looksLike(EMAIL, column, rows)) {
    return 'email';
  }
  if (PHONE_NAMES.includes(name) && looksLike(PHONE, column, rows)) {
    return 'phone';
  }
  if (USER_NAMES.includes(name) || (name === 'id' && primaryKey.includes(column.name))) {
    return 'user_id';
  }
  if (ANONYMOUS_NAMES.includes(name)) {
    return 'anonymous_id';
  }
  return column.type === 'text' && hasValues(column, rows) && looksLike(EMAIL, column, rows)
    ? 'email'
    : null;
}

function purposeOf({ name, type }: Column): string | null {
  if (type !== 'boolean' && type !== 'text') {
    return null;
  }
  const [, before, after] = CONSENT.exec(snake(name)) ?? [];
  return before ?? after ?? null;
}

/** One column names a person by a type; a second one is kept as a trait. */
function withoutRepeats(mapping: Mapping): Mapping {
  const identifiers: Mapping['identifiers'] = {};
  const traits = { ...mapping.traits };
  for (const [column, type] of Object.entries(mapping.identifiers)) {
    if (Object.values(identifiers).includes(type)) {
      traits[column] = traitName(column);
    } else {
      identifiers[column] = type;
    }
  }
  return { ...mapping, identifiers, traits };
}

function looksLike(pattern: RegExp, column: Column, rows: readonly Row[]): boolean {
  return valuesOf(column.name, rows).every((value) => pattern.test(value));
}

function hasValues(column: Column, rows: readonly Row[]): boolean {
  return valuesOf(column.name, rows).length > 0;
}

/** Values that are shown; hidden ones say nothing, for or against. */
function valuesOf(column: string, rows: readonly Row[]): string[] {
  return rows
    .map((row) => row[column])
    .filter((value) => value !== undefined && value !== null && value !== '' && !isMasked(value))
    .map(String);
}

function tellsApart(column: string, rows: readonly Row[]): boolean {
  const values = valuesOf(column, rows);
  const empty = rows.some((row) => row[column] === undefined || row[column] === null);
  return !empty && new Set(values).size === values.length;
}

function isTime(type: Column['type']): boolean {
  return type === 'timestamp' || type === 'date';
}

function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();
}
