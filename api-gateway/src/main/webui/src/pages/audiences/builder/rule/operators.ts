import { operators } from '@/api/generated/ruleGrammar';
import { humanName } from '@/components/text/humanName';
import { misleads } from './birthdays';
import {
  type Distance,
  faultIn,
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

export type Operand = Grammar[Operator]['operand'];

/** A length of time to begin with. */
export const MONTH: Distance = { amount: 30, unit: 'days' };

const OPERATORS = Object.keys(operators) as [Operator, ...Operator[]];

const KNOWN = OPERATORS.filter((operator) => operandOf(operator) === 'nothing');

/** The operator in words, between the name of a trait and the value. */
export function labelOf(operator: Operator): string {
  return operators[operator].label;
}

export function operandOf(operator: Operator): Operand {
  return operators[operator].operand;
}

export function mayIgnoreCase(operator: Operator): boolean {
  return operators[operator].ignoreCase;
}

/**
 * The operators that fit what a trait or property of this name holds; all of them where nobody has
 * it yet. None of them says something else than its words.
 */
export function operatorsFor(types: readonly DataType[], name = ''): Operator[] {
  const fitting =
    types.length === 0 ? OPERATORS : [...new Set([...types.flatMap(operatorsOf), ...KNOWN])];
  return fitting.filter((operator) => !misleads(operator, humanName(name)));
}

/** The most likely operator first; whether a value is known comes last. */
function operatorsOf(type: DataType): Operator[] {
  return OPERATORS.filter(
    (operator) =>
      !KNOWN.includes(operator) &&
      (operators[operator].types as readonly DataType[]).includes(type),
  );
}

/** A value of an operator, before anything was entered. */
function emptyValue(operator: Operator): Value | undefined {
  switch (operandOf(operator)) {
    case 'nothing':
      return undefined;
    case 'span':
      return MONTH;
    case 'pair':
      return [null, null];
    case 'scalars':
      return [];
    default:
      return null;
  }
}

export function newTest(types: readonly DataType[], name = ''): Test {
  const operator = operatorsFor(types, name)[0] ?? OPERATORS[0];
  const isYes = operandOf(operator) === 'scalar' && types[0] === 'boolean';
  return testOf(operator, isYes ? true : emptyValue(operator));
}

export function newTrait(trait: string, types: readonly DataType[]): TraitNode {
  return { id: freshId(), kind: 'trait', trait, test: newTest(types, trait) };
}

/** The control where the next thing is entered: the value, unless the operator takes none. */
export function firstControl({ operator }: Test): string {
  switch (operandOf(operator)) {
    case 'nothing':
      return 'operator';
    case 'span':
      return 'amount';
    case 'pair':
      return 'low';
    default:
      return 'value';
  }
}

/** The test with another operator; what was entered stays where the new one can take it. */
export function withOperator(test: Test, operator: Operator): Test {
  const keeps = operandOf(test.operator) === operandOf(operator);
  return {
    ...testOf(operator, keeps ? test.value : fitted(scalarsOf(test.value), operator)),
    ...(test.ignoreCase && mayIgnoreCase(operator) ? { ignoreCase: true } : {}),
  };
}

function testOf(operator: Operator, value: Value | undefined): Test {
  return value === undefined ? { operator } : { operator, value };
}

function fitted(held: readonly Scalar[], operator: Operator): Value | undefined {
  const takes = (value: Value) => faultIn({ operator, value }, 'ValueTest') === null;
  const empty = emptyValue(operator);
  if (empty === null) {
    return held.find(takes) ?? null;
  }
  switch (operandOf(operator)) {
    case 'scalars':
      return held.filter((each) => takes([each] as Value)) as Value;
    case 'pair': {
      const [low = null, high = null] = held.filter((each) => takes([each, each] as Value));
      return [low, high] as Value;
    }
    default:
      return empty;
  }
}

function scalarsOf(value: Value | undefined): Scalar[] {
  return [value].flat().filter((each) => typeof each !== 'object' && each !== undefined);
}
