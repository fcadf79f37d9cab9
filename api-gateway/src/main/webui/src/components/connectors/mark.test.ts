import { expect, test } from 'vitest';
import { hasMark } from './Mark';

test.each(['hubspot', 'postgresql', 'webhook'])('the connector %s has a drawing', (connector) => {
  expect(hasMark(connector)).toBe(true);
});

test.each(['duckdb', 'parquet', 'postgresql', 'browser', 'server'])(
  'the kind %s has a drawing',
  (kind) => {
    expect(hasMark(kind)).toBe(true);
  },
);

test('an unknown connector has the drawing of all others', () => {
  expect(hasMark('constructor')).toBe(false);
});
