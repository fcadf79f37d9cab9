import { describe, expect, it, test } from 'vitest';
import type { JsonValue, TransformMap, TransformWhen } from '@/api/generated/model';
import { textOf, typedAs } from './json';
import {
  CONDITIONS,
  conditionOf,
  datesOf,
  isComplete,
  moved,
  newStep,
  otherwiseOf,
  STEP_KINDS,
  withCondition,
  withOtherwise,
} from './transforms';

test('each kind can be added, and those that need nothing else are complete', () => {
  const complete = STEP_KINDS.filter((kind) => isComplete(newStep(kind)));
  expect(complete).toEqual(['normalise', 'date', 'hash', 'list', 'join']);
  expect(STEP_KINDS).toHaveLength(12);
});

test('a condition keeps its values and what it is about', () => {
  const when: TransformWhen = { kind: 'when', of: 'traits.country', in: ['NL', 'BE'] };
  for (const condition of CONDITIONS) {
    expect(conditionOf(withCondition(when, condition))).toBe(condition);
    expect(withCondition(when, condition).of).toBe('traits.country');
  }
  expect(withCondition(when, 'notIn')).toEqual({ ...when, in: undefined, notIn: ['NL', 'BE'] });
  expect(isComplete(withCondition(when, 'absent'))).toBe(true);
  expect(isComplete({ kind: 'when', notIn: [] })).toBe(false);
});

test('a map says what becomes of all other values', () => {
  const map: TransformMap = { kind: 'map', values: { f: 'female' } };
  expect(otherwiseOf(map)).toBe('refuse');
  expect(JSON.stringify(withOtherwise(map, 'leaveOut'))).toContain('"otherwise":null');
  expect(otherwiseOf(withOtherwise(map, 'leaveOut'))).toBe('leaveOut');
  expect(otherwiseOf(withOtherwise(map, 'value'))).toBe('value');
  expect(withOtherwise({ ...map, otherwise: 'other' }, 'refuse')).toEqual(map);
});

test('a date that is no known form is a pattern', () => {
  expect(datesOf({ kind: 'date', format: 'epoch-seconds' })).toBe('epoch-seconds');
  expect(datesOf({ kind: 'date', format: 'dd.MM.yyyy' })).toBe('pattern');
});

test('a step moves to another place', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
});

describe('a value that is typed', () => {
  it('is a text where a text was, also if it looks like a number', () => {
    expect(typedAs('12', 'x')).toBe('12');
    expect(typedAs('12', undefined)).toBe('12');
  });

  it('stays a number, a list or an object where one was', () => {
    expect(typedAs('12.5', 3)).toBe(12.5);
    expect(typedAs('["a"]', [])).toEqual(['a']);
    expect(typedAs('12 km', 3)).toBe('12 km');
    expect(typedAs('null', 3)).toBe('null');
  });

  it('is read as it is shown', () => {
    const values: JsonValue[] = ['a', 12, true, ['x'], { a: 1 }];
    expect(values.map((each) => typedAs(textOf(each), each))).toEqual(values);
  });
});
