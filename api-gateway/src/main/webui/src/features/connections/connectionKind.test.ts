import { expect, test } from 'vitest';
import { kindOf } from './connectionKind';

test.each([
  ['shop.duckdb', 'duckdb'],
  ['exports/shop.db', 'duckdb'],
  ['exports', 'parquet'],
  ['exports/2026.01/daily', 'parquet'],
])('the path %s is of the kind %s', (path, kind) => {
  expect(kindOf({ kind: 'files', path })).toBe(kind);
});
