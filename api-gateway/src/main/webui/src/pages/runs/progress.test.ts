import { expect, test } from 'vitest';
import type { Run } from '@/api/generated/model';
import { doneShare, paceOf } from './progress';

const run = { state: 'running', phase: 'publishing', published: 250, toPublish: 1000 } as Run;

test('the share that is done is known while rows are passed on', () => {
  expect(doneShare(run)).toBe(0.25);
  expect(doneShare({ ...run, phase: 'reading', toPublish: 0 })).toBeNull();
  expect(doneShare({ ...run, toPublish: 0 })).toBeNull();
  expect(doneShare({ ...run, state: 'succeeded', phase: null })).toBe(1);
});

test('the pace is that of everything seen', () => {
  const sightings = [
    { at: 0, published: 0 },
    { at: 1000, published: 600 },
    { at: 2000, published: 1000 },
  ];
  expect(paceOf(sightings, 3000)).toEqual({ rate: 500, left: 4000 });
});

test('one sighting, or none that differ, say nothing of the pace', () => {
  const nothing = { rate: null, left: null };
  expect(paceOf([], 10)).toEqual(nothing);
  expect(paceOf([{ at: 0, published: 5 }], 10)).toEqual(nothing);
  expect(
    paceOf(
      [
        { at: 0, published: 5 },
        { at: 500, published: 5 },
      ],
      10,
    ),
  ).toEqual(nothing);
});
