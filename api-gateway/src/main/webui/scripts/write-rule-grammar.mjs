/**
 * Writes the grammar of audience rules, as the API's document describes it, beside the generated
 * client: the editor of rules has no list of operators, calls or units of its own.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const DOCUMENT = new URL('../../../../../docs/reference/openapi.json', import.meta.url);
const TARGET = new URL('../src/api/generated/ruleGrammar.ts', import.meta.url);

const { schemas } = JSON.parse(readFileSync(DOCUMENT, 'utf8')).components;

const schemaOf = ({ $ref }) => schemas[$ref.slice($ref.lastIndexOf('/') + 1)];
const choices = (name) => schemas[name].oneOf.map(schemaOf);
const isGroup = ({ properties }) =>
  Object.values(properties).some(({ items }) => items?.$ref?.endsWith('/Rule'));

const matches = choices('Rule')
  .filter(isGroup)
  .flatMap(({ required }) => required);
const counts = choices('EventCount');
const grammar = {
  operators: Object.fromEntries(
    schemas.ValueTest['x-tributary-operators'].map(({ name, ...about }) => [name, about]),
  ),
  matches,
  calls: schemas.EventCondition.properties.call.enum,
  countKinds: counts.flatMap(({ required }) => required),
  units: schemas.Span.properties.unit.enum,
  limits: {
    count: Math.max(
      ...counts.flatMap(({ properties }) =>
        Object.values(properties).map(({ maximum }) => maximum),
      ),
    ),
    span: schemas.Span.properties.amount.maximum,
  },
};

const missing = Object.entries(grammar).filter(
  ([, part]) => !part || Object.keys(part).length === 0,
);
if (missing.length > 0) {
  throw new Error(
    `${DOCUMENT.pathname} does not describe ${missing.map(([name]) => name).join(', ')} of rules`,
  );
}

writeFileSync(
  TARGET,
  Object.entries(grammar)
    .map(([name, part]) => `export const ${name} = ${JSON.stringify(part, null, 2)} as const;\n`)
    .join('\n'),
);
