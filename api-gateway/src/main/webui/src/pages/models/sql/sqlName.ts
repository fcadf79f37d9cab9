const PLAIN = /^[a-z_][a-z0-9_]*$/;

/** Words that PostgreSQL or DuckDB read as their own where a name can be. */
const RESERVED = new Set(
  (
    'all analyse analyze and any array as asc both case cast check collate column constraint create ' +
    'current_date current_time current_timestamp current_user default desc describe distinct do else ' +
    'end except false fetch for foreign from grant group having in initially intersect into lateral ' +
    'leading limit not null offset on only or order pivot placing primary qualify references returning ' +
    'select session_user show some summarize symmetric table then to trailing true union unique ' +
    'unpivot user using variadic when where window with'
  ).split(' '),
);

/** The name of a table or a column as a query writes it: quoted where it must be. */
export function sqlName(name: string): string {
  return PLAIN.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
