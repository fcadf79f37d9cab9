import { operators } from '@/api/generated/ruleGrammar';
import {
  freshId,
  type Operator,
  type Scalar,
  type Test,
  type TraitNode,
  type Value,
} from './model';

type Grammar = typeof operators;

/** What a trait or property was seen to hold, in the words of the catalogue. */
export type DataType = Grammar[Operator]['types'][number];

type Operand = Grammar[Operator]['operand'];

/** What a value of an operator is made of. `any` takes text, a number, or yes and no. */
type Takes = 'nothing' | 'any' | 'text' | 'number' | 'date' | 'distance' | 'ordered';

const TAKES: Record<Operand, Takes> = {
  nothing: 'nothing',
  scalar: 'any',
  scalars: 'any',
  text: 'text',
  number: 'number',
  pair: 'ordered',
  moment: 'date',
  span: 'distance',
};

const IGNORES_CASE: readonly Operand[] = ['scalar', 'scalars', 'text'];

const OPERATORS = Object.keys(operators) as Operator[];

const KNOWN = OPERATORS.filter((operator) => takes(operator) === 'nothing');

export function isOperator(name: unknown): name is Operator {
  return typeof name === 'string' && name in operators;
}

/** The operator in words, between the name of a trait and the value. */
export function labelOf(operator: Operator): string {
  return operators[operator].label;
}

export function takes(operator: Operator): Takes {
  return TAKES[operators[operator].operand];
}

export function takesMany(operator: Operator): boolean {
  return operators[operator].operand === 'scalars';
}

export function mayIgnoreCase(operator: Operator): boolean {
  return IGNORES_CASE.includes(operators[operator].operand);
}

/** The operators that fit what a trait holds; all of them where nobody has it yet. */
export function operatorsFor(types: readonly DataType[]): Operator[] {
  return types.length === 0 ? OPERATORS : [...new Set([...types.flatMap(operatorsOf), ...KNOWN])];
}

/** The most likely operator first; whether a value is known comes last. */
function operatorsOf(type: DataType): Operator[] {
  return OPERATORS.filter(
    (operator) =>
      takes(operator) !== 'nothing' &&
      (operators[operator].types as readonly DataType[]).includes(type),
  );
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
