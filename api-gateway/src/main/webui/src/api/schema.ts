/**
 * A schema of the API's document: the keywords of JSON Schema that rules need. Libraries such as Ajv
 * compile schemas by `eval`, which the content security policy forbids.
 */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Schemas;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly additionalProperties?: boolean;
  readonly unevaluatedProperties?: boolean;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly discriminator?: { propertyName: string; mapping: Readonly<Record<string, string>> };
  /** Of a list: its values ascend. Of an object: the fields whose values ascend. */
  readonly 'x-tributary-ascending'?: boolean | readonly string[];
}

export type Schemas = Readonly<Record<string, Schema>>;

/** The place (RFC 6901) of the first value that is not as a named schema says; null if all are. */
export function faultOf(schemas: Schemas, name: string, value: unknown): string | null {
  return fault({ $ref: name }, value, '', schemas);
}

function fault(schema: Schema, value: unknown, at: string, all: Schemas): string | null {
  const { oneOf, anyOf, discriminator } = schema;
  if (schema.$ref !== undefined) {
    return fault(named(schema.$ref, all), value, at, all);
  }
  if (!isOf(schema, value)) {
    return at;
  }
  return (
    first(checks(schema, value, at, all)) ??
    first((schema.allOf ?? []).map((each) => () => fault(each, value, at, all))) ??
    (discriminator !== undefined
      ? discriminated(discriminator, value, at, all)
      : (chosen(oneOf, value, at, all) ?? chosen(anyOf, value, at, all)))
  );
}

function isOf({ type, enum: values }: Schema, value: unknown): boolean {
  const types = type === undefined ? [] : [type].flat();
  return (
    (types.length === 0 || types.some((each) => hasType(each, value))) &&
    (values === undefined || values.includes(value))
  );
}

function hasType(type: string, value: unknown): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

type Check = () => string | null;

/** What is to be looked at, one after the other. */
function checks(schema: Schema, value: unknown, at: string, all: Schemas): Check[] {
  const { not } = schema;
  const ends: Check = () => (isWithin(schema, value) ? null : at);
  const excluded: Check = () =>
    not !== undefined && fault(not, value, at, all) === null
      ? placeOf(at, not.required?.at(-1))
      : null;
  if (Array.isArray(value)) {
    const items = value.map(
      (each, index) => () => fault(schema.items ?? {}, each, placeOf(at, index), all),
    );
    return [ends, ...items, () => (isAscending(schema, value) ? null : at)];
  }
  return isObject(value) ? [...fields(schema, value, at, all), ends, excluded] : [ends, excluded];
}

function fields(schema: Schema, value: Fields, at: string, all: Schemas): Check[] {
  const { properties = {}, required = [], additionalProperties, unevaluatedProperties } = schema;
  const closed = additionalProperties === false || unevaluatedProperties === false;
  const known = closed ? fieldsOf(schema, all) : [];
  const wrong = (place: string, is: boolean) => () => (is ? place : null);
  return [
    ...required.map((field) => wrong(placeOf(at, field), !(field in value))),
    ...Object.keys(value).map((field) =>
      wrong(placeOf(at, field), closed && !known.includes(field)),
    ),
    ...Object.entries(properties)
      .filter(([field]) => field in value)
      .map(
        ([field, each]) =>
          () =>
            fault(each, value[field], placeOf(at, field), all),
      ),
    () => descending(schema, value, at),
  ];
}

/** Every field that the schema and its parts speak of. */
function fieldsOf(schema: Schema, all: Schemas): string[] {
  if (schema.$ref !== undefined) {
    return fieldsOf(named(schema.$ref, all), all);
  }
  const { properties = {}, allOf = [], anyOf = [], oneOf = [] } = schema;
  const parts = [...allOf, ...anyOf, ...oneOf].flatMap((each) => fieldsOf(each, all));
  return [...Object.keys(properties), ...parts];
}

function isWithin(schema: Schema, value: unknown): boolean {
  const between = (size: number, least = 0, most = Number.POSITIVE_INFINITY) =>
    size >= least && size <= most;
  if (typeof value === 'string') {
    return (
      between(value.length, schema.minLength, schema.maxLength) &&
      (schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value))
    );
  }
  if (typeof value === 'number') {
    return between(value, schema.minimum ?? Number.NEGATIVE_INFINITY, schema.maximum);
  }
  if (Array.isArray(value)) {
    return between(value.length, schema.minItems, schema.maxItems);
  }
  return !isObject(value) || between(Object.keys(value).length, schema.minProperties);
}

function isAscending(schema: Schema, values: readonly unknown[]): boolean {
  return (
    schema['x-tributary-ascending'] !== true ||
    values.every((each, index) => index === 0 || isOrdered(values[index - 1], each))
  );
}

/** The first field that is smaller than the one before it. */
function descending(schema: Schema, value: Fields, at: string): string | null {
  const ascending = schema['x-tributary-ascending'];
  const order = Array.isArray(ascending) ? ascending.filter((field) => field in value) : [];
  const smaller = order.find(
    (field, index) => index > 0 && !isOrdered(value[order[index - 1]], value[field]),
  );
  return smaller === undefined ? null : placeOf(at, smaller);
}

function isOrdered(low: unknown, high: unknown): boolean {
  return typeof low === typeof high && (low as string) <= (high as string);
}

function discriminated(
  { propertyName, mapping }: NonNullable<Schema['discriminator']>,
  value: unknown,
  at: string,
  all: Schemas,
): string | null {
  const variant = isObject(value) ? mapping[String(value[propertyName])] : undefined;
  return variant === undefined
    ? placeOf(at, propertyName)
    : fault(named(variant, all), value, at, all);
}

/** If no choice fits, the fault is in the choice whose required fields are there. */
function chosen(
  choices: readonly Schema[] | undefined,
  value: unknown,
  at: string,
  all: Schemas,
): string | null {
  if (choices === undefined) {
    return null;
  }
  const faults = choices.map((each) => fault(each, value, at, all));
  const meant = choices.findIndex((each) => isMeant(each, value, all));
  return faults.includes(null) ? null : (faults[meant] ?? at);
}

function isMeant(schema: Schema, value: unknown, all: Schemas): boolean {
  if (schema.$ref !== undefined) {
    return isMeant(named(schema.$ref, all), value, all);
  }
  return (
    isObject(value) &&
    (schema.required ?? []).every((field) => field in value) &&
    (schema.anyOf?.some((each) => isMeant(each, value, all)) ?? true)
  );
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function named(reference: string, all: Schemas): Schema {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const schema = all[name];
  if (schema === undefined) {
    throw new Error(`There is no schema ${name}`);
  }
  return schema;
}

function placeOf(at: string, field: string | number | undefined): string {
  return field === undefined
    ? at
    : `${at}/${String(field).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function first(all: readonly Check[]): string | null {
  for (const each of all) {
    const found = each();
    if (found !== null) {
      return found;
    }
  }
  return null;
}
