/**
 * Writes which role each operation takes, as the API's document says it (`x-tributary-needs`), beside the
 * generated client: the pages ask this table before they offer an action.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const DOCUMENT = new URL('../../../../../docs/reference/openapi.json', import.meta.url);
const TARGET = new URL('../src/api/generated/needs.ts', import.meta.url);

const { paths } = JSON.parse(readFileSync(DOCUMENT, 'utf8'));
const needs = Object.values(paths)
  .flatMap((operations) => Object.values(operations))
  .filter((operation) => operation.operationId)
  .map((operation) => {
    const need = operation['x-tributary-needs'];
    if (!need) {
      throw new Error(
        `${operation.operationId} does not say what it needs in ${DOCUMENT.pathname}`,
      );
    }
    return `  ${operation.operationId}: '${need}',`;
  });

writeFileSync(TARGET, `export const needs = {\n${needs.sort().join('\n')}\n} as const;\n`);
