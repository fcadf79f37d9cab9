import {
  AT_LEAST_ONCE,
  CALLS,
  type Call,
  COUNT_KINDS,
  type Count,
  type Distance,
  freshId,
  type GroupNode,
  MATCHES,
  NEVER,
  newGroup,
  type RuleNode,
  type Scalar,
  type Test,
  UNITS,
  type Value,
  type Where,
  type Window,
} from './model';
import { emptyValue, isOperator, mayIgnoreCase } from './operators';
import type { Json } from './write';

/** The text is no rule that can be edited here; the place (RFC 6901) says where. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly pointer: string;

  constructor(pointer: string) {
    super(pointer);
    this.pointer = pointer;
  }
}

/**
 * A rule of the API as it is edited. A single condition becomes a group of one, which means the same.
 *
 * @throws Unreadable if it is none
 */
export function read(json: unknown): GroupNode {
  const node = readNode(json, '');
  return node.kind === 'group' ? node : newGroup('all', [node]);
}

function readNode(json: unknown, at: string): RuleNode {
  const object = objectOf(json, at);
  const match = MATCHES.find((each) => each in object);
  if (match !== undefined) {
    only(object, [match], at);
    const place = `${at}/${match}`;
    const nodes = listOf(object[match], place).map((each, i) => readNode(each, `${place}/${i}`));
    return newGroup(match, nodes);
  }
  if ('trait' in object) {
    only(object, ['trait', ...TEST], at);
    const trait = textOf(object.trait, `${at}/trait`);
    return { id: freshId(), kind: 'trait', trait, test: readTest(object, at) };
  }
  if ('audience' in object) {
    only(object, ['audience', 'in'], at);
    return {
      id: freshId(),
      kind: 'audience',
      audience: textOf(object.audience, `${at}/audience`),
      in: object.in === undefined || booleanOf(object.in, `${at}/in`),
    };
  }
  return readEvent(object, at);
}

function readEvent(object: Json, at: string): RuleNode {
  if (!('event' in object || 'call' in object)) {
    throw new Unreadable(at);
  }
  only(object, ['call', 'event', 'count', 'did', 'window', 'where'], at);
  const call: Call = object.call === undefined ? 'track' : oneOf(CALLS, object.call, `${at}/call`);
  return {
    id: freshId(),
    kind: 'event',
    call,
    event: object.event === undefined ? null : textOf(object.event, `${at}/event`),
    count: readCount(object, at),
    window: readWindow(object.window, `${at}/window`),
    where: (object.where === undefined ? [] : listOf(object.where, `${at}/where`)).map((each, i) =>
      readWhere(each, `${at}/where/${i}`),
    ),
  };
}

function readWhere(json: unknown, at: string): Where {
  const object = objectOf(json, at);
  only(object, ['property', ...TEST], at);
  const property = textOf(object.property, `${at}/property`);
  return { id: freshId(), property, test: readTest(object, at) };
}

function readCount({ did, count }: Json, at: string): Count {
  if (count === undefined) {
    return did === undefined || booleanOf(did, `${at}/did`) ? AT_LEAST_ONCE : NEVER;
  }
  const object = objectOf(count, `${at}/count`);
  const kind = COUNT_KINDS.find((each) => each in object);
  if (kind === undefined || did !== undefined) {
    throw new Unreadable(`${at}/count`);
  }
  only(object, [kind], `${at}/count`);
  return { kind, times: numberOf(object[kind], `${at}/count/${kind}`) };
}

function readWindow(json: unknown, at: string): Window {
  if (json === undefined) {
    return { kind: 'ever' };
  }
  const object = objectOf(json, at);
  if ('last' in object) {
    only(object, ['last'], at);
    return { kind: 'last', distance: readDistance(object.last, `${at}/last`) };
  }
  only(object, ['from', 'to'], at);
  const end = (name: 'from' | 'to') =>
    object[name] === undefined ? '' : textOf(object[name], `${at}/${name}`);
  return { kind: 'fixed', from: end('from'), to: end('to') };
}

const TEST = ['operator', 'value', 'ignoreCase'];

function readTest({ operator, value, ignoreCase }: Json, at: string): Test {
  if (!isOperator(operator)) {
    throw new Unreadable(`${at}/operator`);
  }
  if (ignoreCase !== undefined && !mayIgnoreCase(operator)) {
    throw new Unreadable(`${at}/ignoreCase`);
  }
  return {
    operator,
    value: readValue(value, emptyValue(operator).shape, `${at}/value`),
    ignoreCase: ignoreCase !== undefined && booleanOf(ignoreCase, `${at}/ignoreCase`),
  };
}

function readValue(json: unknown, shape: Value['shape'], at: string): Value {
  switch (shape) {
    case 'none':
      if (json !== undefined) {
        throw new Unreadable(at);
      }
      return { shape };
    case 'one':
      return { shape, value: scalarOf(json, at) };
    case 'many':
      return { shape, values: listOf(json, at).map((each, i) => scalarOf(each, `${at}/${i}`)) };
    case 'range': {
      const [low, high, ...more] = listOf(json, at);
      if (more.length > 0) {
        throw new Unreadable(at);
      }
      return { shape, low: scalarOf(low, `${at}/0`), high: scalarOf(high, `${at}/1`) };
    }
    case 'distance':
      return { shape, distance: readDistance(json, at) };
  }
}

function readDistance(json: unknown, at: string): Distance {
  const object = objectOf(json, at);
  only(object, ['amount', 'unit'], at);
  return {
    amount: numberOf(object.amount, `${at}/amount`),
    unit: oneOf(UNITS, object.unit, `${at}/unit`),
  };
}

function only(object: Json, fields: readonly string[], at: string): void {
  const other = Object.keys(object).find((field) => !fields.includes(field));
  if (other !== undefined) {
    throw new Unreadable(`${at}/${other}`);
  }
}

function objectOf(json: unknown, at: string): Json {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Unreadable(at);
  }
  return json as Json;
}

function listOf(json: unknown, at: string): unknown[] {
  return Array.isArray(json) ? json : refuse(at);
}

function textOf(json: unknown, at: string): string {
  return typeof json === 'string' ? json : refuse(at);
}

function numberOf(json: unknown, at: string): number {
  return typeof json === 'number' ? json : refuse(at);
}

function booleanOf(json: unknown, at: string): boolean {
  return typeof json === 'boolean' ? json : refuse(at);
}

function scalarOf(json: unknown, at: string): Scalar {
  return typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean'
    ? json
    : refuse(at);
}

function oneOf<const T extends string>(known: readonly T[], json: unknown, at: string): T {
  return known.find((each) => each === json) ?? refuse(at);
}

function refuse(at: string): never {
  throw new Unreadable(at);
}
