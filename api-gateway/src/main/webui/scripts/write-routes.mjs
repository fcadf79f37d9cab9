/**
 * Writes where each operation of the API's document is, and with which status it answers when it
 * works, beside the generated client: tests of pages answer by this table.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const DOCUMENT = new URL('../../../../../docs/reference/openapi.json', import.meta.url);
const TARGET = new URL('../src/api/generated/routes.ts', import.meta.url);

const { paths } = JSON.parse(readFileSync(DOCUMENT, 'utf8'));
const routes = Object.entries(paths)
  .flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
  )
  .filter(({ operation }) => operation.operationId)
  .map(({ path, method, operation: { operationId, responses } }) => {
    const status = Object.keys(responses).find((each) => each.startsWith('2'));
    if (!status) {
      throw new Error(`${operationId} does not say how it answers in ${DOCUMENT.pathname}`);
    }
    return `  ${operationId}: { method: '${method.toUpperCase()}', path: '${path}', status: ${status} },`;
  });

writeFileSync(TARGET, `export const routes = {\n${routes.sort().join('\n')}\n} as const;\n`);
