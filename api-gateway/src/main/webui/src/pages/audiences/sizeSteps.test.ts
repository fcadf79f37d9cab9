import { expect, test } from 'vitest';
import { stepsThrough } from './sizeSteps';

test('each size holds until the next', () => {
  const steps = stepsThrough(
    [
      { at: '2026-11-20T00:00:00Z', size: 10 },
      { at: '2026-11-20T06:00:00Z', size: 30 },
      { at: '2026-11-21T00:00:00Z', size: 20 },
    ],
    100,
    48,
  );
  expect(steps.line).toBe('M0 44 H25 V4 H100 V24');
  expect(steps).toMatchObject({ least: 10, most: 30, first: 10, last: 20 });
});

test('a size that never changed is a flat line', () => {
  const steps = stepsThrough(
    [
      { at: '2026-11-20T00:00:00Z', size: 5 },
      { at: '2026-11-21T00:00:00Z', size: 5 },
    ],
    100,
    48,
  );
  expect(steps.line).toBe('M0 44 H100 V44');
});
