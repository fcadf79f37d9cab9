import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { hasMark } from './Mark';

const CONNECTORS = fileURLToPath(
  new URL(
    '../../../../../../../destinations/src/main/java/dev/tributary/destinations/connectors',
    import.meta.url,
  ),
);

const connectors = readdirSync(CONNECTORS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test.each(connectors)('the connector %s has a drawing', (connector) => {
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
