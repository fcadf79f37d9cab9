import type { Connection } from '@/api/generated/model';

/** What people choose between. The API knows both kinds of files as one. */
export const CONNECTION_KINDS = ['duckdb', 'parquet', 'postgresql'] as const;
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

/** A folder holds Parquet files; whatever has an ending is a database. */
export function kindOf({ kind, path }: Pick<Connection, 'kind' | 'path'>): ConnectionKind {
  if (kind === 'postgresql') {
    return 'postgresql';
  }
  return /\.[^/.]+$/.test(path ?? '') ? 'duckdb' : 'parquet';
}
