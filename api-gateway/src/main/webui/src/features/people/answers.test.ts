import { expect, test } from 'vitest';
import { isAnswer } from './answers';

test('an answer of a later version has no words', () => {
  expect(isAnswer('granted')).toBe(true);
  expect(isAnswer('unsubscribed')).toBe(true);
  expect(isAnswer('postponed')).toBe(false);
});
