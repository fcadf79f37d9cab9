import { expect, test } from 'vitest';
import { newEvent, newGroup } from '../rule/model';
import { newTrait } from '../rule/operators';
import { write } from '../rule/write';
import { figuresOf } from './figures';

const condition = (pointer: string, matching: number, running: number) => ({
  pointer,
  words: '',
  matching,
  running,
});

test('an "all" group shows who is left, an "any" group what each one adds', () => {
  const [a, b, c] = ['A', 'B', 'C'].map((name) => newEvent('track', name));
  const open = newTrait('', []);
  const any = newGroup(
    'any',
    [b, open, c].filter((node) => node !== undefined),
  );
  const root = newGroup(
    'all',
    [a, any].filter((node) => node !== undefined),
  );
  const figures = figuresOf(root, write(root).places, {
    conditions: [
      condition('', 40, 40),
      condition('/all/0', 100, 100),
      condition('/all/1', 60, 40),
      condition('/all/1/any/0', 45, 45),
      condition('/all/1/any/1', 30, 60),
    ],
  });
  expect(figures.get(a?.id ?? '')).toEqual({ matching: 100, shown: 100, share: 1 });
  expect(figures.get(any.id)).toEqual({ matching: 60, shown: 40, share: 0.4 });
  expect(figures.get(b?.id ?? '')).toEqual({ matching: 45, shown: 45, share: 0.75 });
  expect(figures.get(c?.id ?? '')).toEqual({ matching: 30, shown: 15, share: 0.25 });
  expect(figures.has(open.id)).toBe(false);
  expect(figures.get(root.id)?.matching).toBe(40);
});

test('whoever may not see what a condition asks for is shown no figure of it', () => {
  const a = newEvent('track', 'A');
  const root = newGroup('all', [a]);
  const figures = figuresOf(root, write(root).places, {
    conditions: [
      { pointer: '', words: '' },
      { pointer: '/all/0', words: '' },
    ],
  });
  expect(figures.size).toBe(0);
});
