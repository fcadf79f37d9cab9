import { expect, test } from 'vitest';
import { inTurn } from './inTurn';

test('a failure is named, and does not stop the others', async () => {
  const acted: string[] = [];
  const progress: number[] = [];
  const failed = await inTurn(
    ['one', 'two', 'three'],
    async (item) => {
      acted.push(item);
      if (item === 'two') {
        throw new Error('not this one');
      }
    },
    (done) => progress.push(done),
  );
  expect(acted).toEqual(['one', 'two', 'three']);
  expect(progress).toEqual([1, 2, 3]);
  expect(failed).toEqual([{ item: 'two', error: new Error('not this one') }]);
});

test('the next item waits for the one before', async () => {
  let running = 0;
  await inTurn(
    [1, 2, 3],
    async () => {
      running += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      running -= 1;
    },
    () => {},
  );
});
