/**
 * Writes the module from which pages import the operations of the generated client, which are in a file
 * for each tag of the API's document: the build then loads with a page the tags that it uses.
 */
import { readdirSync, writeFileSync } from 'node:fs';

const OPERATIONS = new URL('../src/api/generated/operations/', import.meta.url);
const TARGET = new URL('../src/api/generated/operations.ts', import.meta.url);

const lines = readdirSync(OPERATIONS).map(
  (file) => `export * from './operations/${file.replace('.ts', '')}';`,
);

writeFileSync(TARGET, `${lines.sort().join('\n')}\n`);
