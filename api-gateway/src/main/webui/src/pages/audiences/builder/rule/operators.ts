import {
  freshId,
  type Operator,
  type Scalar,
  type Test,
  type TraitNode,
  type Value,
} from './model';

/** What a trait or property was seen to hold, in the words of the catalogue. */
export type DataType = 'text' | 'number' | 'boolean' | 'date' | 'list' | 'object';

/** What a value of this operator is made of. `any` takes text, a number, or yes and no. */
type Takes = 'nothing' | 'any' | 'text' | 'number' | 'date' | 'distance' | 'ordered';

interface About {
  takes: Takes;
  many?: true;
  ignoresCase?: true;
}

const ABOUT: Record<Operator, About> = {
  exists: { takes: 'nothing' },
  unknown: { takes: 'nothing' },
  equals: { takes: 'any', ignoresCase: true },
  notEquals: { takes: 'any', ignoresCase: true },
  in: { takes: 'any', many: true, ignoresCase: true },
  notIn: { takes: 'any', many: true, ignoresCase: true },
  contains: { takes: 'text', ignoresCase: true },
  notContains: { takes: 'text', ignoresCase: true },
  startsWith: { takes: 'text', ignoresCase: true },
  endsWith: { takes: 'text', ignoresCase: true },
  greaterThan: { takes: 'number' },
  atLeast: { takes: 'number' },
  lessThan: { takes: 'number' },
  atMost: { takes: 'number' },
  between: { takes: 'ordered' },
  before: { takes: 'date' },
  after: { takes: 'date' },
  on: { takes: 'date' },
  withinLast: { takes: 'distance' },
  withinNext: { takes: 'distance' },
  includes: { takes: 'any', ignoresCase: true },
  notIncludes: { takes: 'any', ignoresCase: true },
  includesAny: { takes: 'any', many: true, ignoresCase: true },
  includesAll: { takes: 'any', many: true, ignoresCase: true },
};

const OPERATORS = Object.keys(ABOUT) as Operator[];

const KNOWN: Operator[] = ['exists', 'unknown'];

/** By type, the most likely operator first. */
const OF_TYPE: Record<DataType, Operator[]> = {
  text: [
    ...(['equals', 'notEquals', 'in', 'notIn'] as const),
    ...(['contains', 'notContains', 'startsWith', 'endsWith'] as const),
  ],
  number: [
    ...(['greaterThan', 'atLeast', 'lessThan', 'atMost', 'between'] as const),
    ...(['equals', 'notEquals', 'in', 'notIn'] as const),
  ],
  boolean: ['equals', 'notEquals'],
  date: ['withinLast', 'withinNext', 'before', 'after', 'on', 'between'],
  list: ['includes', 'includesAny', 'includesAll', 'notIncludes'],
  object: [],
};

export function isOperator(name: unknown): name is Operator {
  return typeof name === 'string' && name in ABOUT;
}

export function takes(operator: Operator): Takes {
  return ABOUT[operator].takes;
}

export function takesMany(operator: Operator): boolean {
  return ABOUT[operator].many === true;
}

export function mayIgnoreCase(operator: Operator): boolean {
  return ABOUT[operator].ignoresCase === true;
}

/** The operators that fit what a trait holds; all of them where nobody has it yet. */
export function operatorsFor(types: readonly DataType[]): Operator[] {
  return types.length === 0
    ? OPERATORS
    : [...new Set([...types.flatMap((type) => OF_TYPE[type]), ...KNOWN])];
}

/** A value of an operator, before anything was entered. */
export function emptyValue(operator: Operator): Value {
  switch (takes(operator)) {
    case 'nothing':
      return { shape: 'none' };
    case 'distance':
      return { shape: 'distance', distance: { amount: 30, unit: 'days' } };
    case 'ordered':
      return { shape: 'range', low: null, high: null };
    default:
      return takesMany(operator) ? { shape: 'many', values: [] } : { shape: 'one', value: null };
  }
}

export function newTest(types: readonly DataType[]): Test {
  const operator = operatorsFor(types)[0] ?? 'exists';
  const test = { operator, value: emptyValue(operator), ignoreCase: false };
  return operator === 'equals' && types[0] === 'boolean'
    ? { ...test, value: { shape: 'one', value: true } }
    : test;
}

export function newTrait(trait: string, types: readonly DataType[]): TraitNode {
  return { id: freshId(), kind: 'trait', trait, test: newTest(types) };
}

/** The test with another operator; what was entered stays where the new one can take it. */
export function withOperator(test: Test, operator: Operator): Test {
  return {
    operator,
    value: fitted(test.value, operator),
    ignoreCase: test.ignoreCase && mayIgnoreCase(operator),
  };
}

function fitted(value: Value, operator: Operator): Value {
  const empty = emptyValue(operator);
  const held = scalarsOf(value).filter((each) => mayTake(operator, each));
  if (empty.shape === value.shape && (empty.shape !== 'one' || held.length > 0)) {
    return value;
  }
  switch (empty.shape) {
    case 'one':
      return { shape: 'one', value: held[0] ?? null };
    case 'many':
      return { shape: 'many', values: held };
    case 'range':
      return { shape: 'range', low: held[0] ?? null, high: held[1] ?? null };
    default:
      return empty;
  }
}

function scalarsOf(value: Value): Scalar[] {
  switch (value.shape) {
    case 'one':
      return value.value === null ? [] : [value.value];
    case 'many':
      return value.values;
    case 'range':
      return [value.low, value.high].filter((each) => each !== null);
    default:
      return [];
  }
}

const DATE = /^\d{4}-\d{2}-\d{2}(T.*)?$/;

function mayTake(operator: Operator, value: Scalar): boolean {
  switch (takes(operator)) {
    case 'any':
      return true;
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'date':
      return typeof value === 'string' && DATE.test(value);
    case 'ordered':
      return typeof value === 'number' || (typeof value === 'string' && DATE.test(value));
    default:
      return false;
  }
}
