import { expect, test } from 'vitest';
import { shares } from './overlaps';

test('an overlap is a share of the people of the rule', () => {
  const { shown, more } = shares({
    count: 200,
    overlaps: {
      data: [
        { audience: 'aud_1', key: 'loyal', name: 'Loyal', count: 150 },
        { audience: 'aud_2', key: 'new', name: 'New', count: 1 },
      ],
      more: 3,
    },
  });
  expect(shown).toEqual([
    { id: 'aud_1', name: 'Loyal', count: 150, share: 0.75 },
    { id: 'aud_2', name: 'New', count: 1, share: 0.005 },
  ]);
  expect(more).toBe(3);
});

test('where it was not asked for, there is none', () => {
  expect(shares({ count: 0 })).toEqual({ shown: [], more: 0 });
});
