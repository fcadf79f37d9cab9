const PREFIXES = {
  audience: 'aud',
  destination: 'dst',
  sync: 'syn',
  model: 'mdl',
  source: 'src',
  warehouse: 'whs',
  profile: 'prf',
  event: 'evt',
} as const;

/** The kind of object that a field of the API holds the id of. */
export type IdKind = keyof typeof PREFIXES;

/** Fields with ids. All other fields hold text of users and vendors, which can look like an id. */
const ID_FIELDS: readonly RegExp[] = [
  /^\/(?:from\/)?(audience|destination|sync|model|source|warehouse)$/,
  /^\/(profile|event)$/,
  /^\/(?:mapping\/\d+|match|furtherMatches\/\d+)\/from\/(audience)$/,
  /^\/rule\/(?:.+\/)?(audience)$/,
];

/**
 * The kind of object that a value names by its id; null for other values.
 *
 * @param field the JSON pointer of the field
 */
export function idKindOf(field: string, value: string): IdKind | null {
  for (const each of ID_FIELDS) {
    const kind = each.exec(field)?.[1] as IdKind | undefined;
    if (kind !== undefined && value.startsWith(`${PREFIXES[kind]}_`)) {
      return kind;
    }
  }
  return null;
}
