/** The grammar of audience rules, as the API's document describes it. */

/** What a schema says of a value, as `src/api/schema.ts` checks it. */
const CHECKED = new Set([
  '$ref',
  'additionalProperties',
  'allOf',
  'anyOf',
  'discriminator',
  'enum',
  'items',
  'maxItems',
  'maxLength',
  'maximum',
  'minItems',
  'minLength',
  'minProperties',
  'minimum',
  'not',
  'oneOf',
  'pattern',
  'properties',
  'required',
  'type',
  'unevaluatedProperties',
  'x-tributary-ascending',
]);

/** What a schema says to its readers. The other extensions are in tables of their own. */
const SAID = new Set([
  'default',
  'description',
  'examples',
  'x-tributary-limits',
  'x-tributary-operators',
]);

/** The source of `src/api/generated/ruleGrammar.ts`. */
export function sourceOf(document) {
  const parts = Object.entries(grammarOf(document));
  for (const [name, part] of parts) {
    if (!part || Object.keys(part).length === 0) {
      throw new Error(`The document does not describe ${name} of rules`);
    }
  }
  return parts
    .map(([name, part]) => `export const ${name} = ${JSON.stringify(part, null, 2)} as const;\n`)
    .join('\n');
}

function grammarOf({ components: { schemas } }) {
  const choices = (name) => schemas[name].oneOf.map(({ $ref }) => schemas[nameIn($ref)]);
  const isGroup = ({ properties }) =>
    Object.values(properties).some(({ items }) => items?.$ref?.endsWith('/Rule'));
  const { call, where } = schemas.EventCondition.properties;
  return {
    /** In the order in which they are offered. */
    operators: Object.fromEntries(
      schemas.ValueTest['x-tributary-operators'].map(({ name, ...about }) => [name, about]),
    ),
    matches: choices('Rule')
      .filter(isGroup)
      .flatMap(({ required }) => required),
    calls: call.enum,
    countKinds: choices('EventCount').flatMap(({ required }) => required),
    units: schemas.Span.properties.unit.enum,
    defaults: { call: call.default },
    limits: { ...schemas.Rule['x-tributary-limits'], filters: where.maxItems },
    schemas: reached('Rule', schemas),
  };
}

/** The schema with that name and those that it names, without what is only said to readers. */
function reached(first, schemas) {
  const found = {};
  const add = (name) => {
    if (!(name in found)) {
      found[name] = null;
      found[name] = checked(schemas[name], add);
    }
  };
  add(first);
  return found;
}

function checked(schema, add) {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !SAID.has(keyword))
      .map(([keyword, said]) => [keyword, within(keyword, said, add)]),
  );
}

function within(keyword, said, add) {
  if (!CHECKED.has(keyword)) {
    throw new Error(`src/api/schema.ts cannot check ${keyword}, which the document says of rules`);
  }
  switch (keyword) {
    case '$ref':
      add(nameIn(said));
      return said;
    case 'properties':
      return Object.fromEntries(
        Object.entries(said).map(([name, field]) => [name, checked(field, add)]),
      );
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return said.map((each) => checked(each, add));
    case 'items':
    case 'not':
      return checked(said, add);
    default:
      return said;
  }
}

function nameIn(reference) {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
