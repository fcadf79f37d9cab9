import { describe, expect, it, test } from 'vitest';
import type { JsonValue, TransformMap, TransformWhen } from '@/api/generated/model';
import { begunWith, retyped, textOf, typedAs, typedOn } from './json';
import {
  CONDITIONS,
  conditionOf,
  datesOf,
  isComplete,
  linesOf,
  moved,
  newStep,
  otherwiseOf,
  repeatedLines,
  STEP_KINDS,
  withCondition,
  withLines,
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

test('a map keeps each of its lines, and is not complete while two have the same value', () => {
  const map: TransformMap = { kind: 'map', values: {} };
  const lines = [
    { from: '1', to: 'one' },
    { from: '1', to: 'uno' },
  ];
  const twice = withLines(map, lines);
  expect(linesOf(twice)).toEqual(lines);
  expect(isComplete(twice)).toBe(false);
  const emptyTwice = withLines(map, [
    { from: '', to: 'none' },
    { from: '', to: 'nothing' },
  ]);
  expect(isComplete(emptyTwice)).toBe(false);
  const once = withLines(twice, [
    { from: '1', to: 1 },
    { from: '2', to: false },
    { from: '', to: '' },
  ]);
  expect(once.values).toEqual({ '1': 1, '2': false });
  expect(isComplete(once)).toBe(true);
  expect(repeatedLines(lines)).toEqual([false, true]);
});

test('the values of a condition keep their types', () => {
  expect(retyped(['1', 'true', 'x'], [1, true, 'y'])).toEqual([1, true, 'x']);
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

  it('has the type of the value before it, whatever is typed on the way to it', () => {
    const typing = (value: JsonValue, ...texts: string[]) =>
      texts.reduce(typedOn, begunWith(value));
    expect(typing(12, '1', '', '2', '20').value).toBe(20);
    expect(typing(12, '1.', '1.0', '1.05')).toMatchObject({ text: '1.05', value: 1.05 });
    expect(typing(12, '1.0').text).toBe('1.0');
    expect(typing(true, 'tru', 'tr', '', 'f', 'fals', 'false').value).toBe(false);
    expect(typing(['a'], '["a"', '["a","b"]').value).toEqual(['a', 'b']);
    expect(typing('12', '', '5').value).toBe('5');
    expect(typing(12, '').value).toBe('');
  });

  it('that is null stays null', () => {
    const none = null as unknown as JsonValue;
    expect(typedOn(typedOn(begunWith(none), 'nul'), 'null').value).toBeNull();
    expect(typedOn(begunWith(none), 'x').value).toBe('x');
  });

  it('is read as it is shown', () => {
    const values: JsonValue[] = ['a', 12, true, ['x'], { a: 1 }];
    expect(values.map((each) => typedAs(textOf(each), each))).toEqual(values);
  });
});
