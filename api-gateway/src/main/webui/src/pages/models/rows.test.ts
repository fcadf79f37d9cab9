import { expect, test } from 'vitest';
import type { Run } from '@/api/generated/model';
import { roundedRows, rowsOfSnapshot } from './rows';

const FEW = { fewerThan: 50 };

function run(previous: number, approximate: boolean): Pick<Run, 'counts' | 'approximate'> {
  const none = { read: 0, refused: 0, added: 0, changed: 0, removed: 0, unchanged: 0 };
  return {
    counts: { ...none, previous },
    approximate: approximate
      ? {
          read: FEW,
          refused: FEW,
          added: FEW,
          changed: FEW,
          removed: FEW,
          unchanged: FEW,
          previous: FEW,
        }
      : null,
  };
}

test('an exact number of rows is not rounded', () => {
  expect(rowsOfSnapshot(run(7, false))).toBe(7);
  expect(roundedRows(run(7, false))).toBeNull();
  expect(roundedRows(null)).toBeNull();
});

test('a rounded number of rows is told as one', () => {
  expect(roundedRows(run(0, true))).toEqual({ fewerThan: 50 });
  expect(roundedRows(run(120, true))).toEqual({ about: 120 });
});
