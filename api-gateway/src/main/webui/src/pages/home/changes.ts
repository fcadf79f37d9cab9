const DAY = 86_400_000;
const RECENT = 7 * DAY;

/** What people define, in the order of the rail. */
export const DEFINED = ['source', 'model', 'audience', 'destination', 'sync'] as const;

export type Defined = (typeof DEFINED)[number];

export interface Definition {
  id: string;
  name: string;
  createdAt: string;
  updatedAt: string;
}

export interface Change {
  kind: Defined;
  id: string;
  name: string;
  at: string;
  /** Whether it is new, and was not changed since. */
  created: boolean;
}

/**
 * What users created or changed during the last seven days, the latest first.
 *
 * @param now in milliseconds
 */
export function recentChanges(
  definitions: Readonly<Partial<Record<Defined, readonly Definition[] | undefined>>>,
  now: number,
): Change[] {
  return DEFINED.flatMap((kind) =>
    (definitions[kind] ?? []).map(({ id, name, createdAt, updatedAt }) => ({
      kind,
      id,
      name,
      at: updatedAt,
      created: createdAt === updatedAt,
    })),
  )
    .filter(({ at }) => now - Date.parse(at) < RECENT)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
